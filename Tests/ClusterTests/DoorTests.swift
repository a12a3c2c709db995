import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// ssh to a node, by real sshd and PAM.
  @Suite struct DoorTests {
    private static let refusal = "has no running job on"

    @Test func opensForWhoHasAJobThere() throws {
      try ClusterRun.run { run in
        try run.installDoor()
        try run.allowPasswords()
        let byPassword = ["-o", "PubkeyAuthentication=no", "-o", "NumberOfPasswordPrompts=1"]
        func answers(_ node: Cluster.Host, as user: ClusterUser? = nil) throws -> [Captured] {
          try [[], user == nil ? byPassword : []].map {
            try run.ssh(node, "hostname", as: user, options: $0)
          }
        }
        for answer in try answers(.node01) {
          #expect(answer.status == 255)
          #expect(answer.error.contains("qgui: alice \(Self.refusal) node01: "), "\(answer.error)")
        }
        // Nor does a password that has expired open it.
        try run.cluster.run(["chage", "-d", "0", "alice"], on: .node01)
        let expired = try run.cluster.capture(
          ["pamtester", "sshd", "alice", "acct_mgmt"], on: .node01)
        #expect((expired.output + expired.error).contains(Self.refusal), "\(expired)")
        try run.cluster.run(["chage", "-d", "20000", "alice"], on: .node01)

        let job = try run.sleepingJob("nodes=node01:ppn=1,mem=200mb")
        for answer in try answers(.node01) {
          #expect(answer.status == 0, "\(answer.error)")
          #expect(answer.output == "node01\n")
        }
        for answer in try answers(.node02) + answers(.node01, as: run.bob) {
          #expect(answer.status == 255)
          #expect(answer.error.contains(Self.refusal), "\(answer.error)")
        }
        try job.delete()
        try job.waitUntil(state: "CANCELLED")
        #expect(try answers(.node01).allSatisfy { $0.status == 255 })
      }
    }

    @Test func administratorsAlwaysGetIn() throws {
      try ClusterRun.run { run in
        try run.installDoor()
        try run.stopBatchServer()
        for node in Cluster.Host.nodes {
          try run.cluster.run(
            ["sh", "-c", "groupadd hpcadmin; usermod -aG hpcadmin bob"], on: node)
          run.atEnd { try run.cluster.run(["groupdel", "hpcadmin"], on: node) }
          let rules = ["pamtester", "sshd", "root", "acct_mgmt", "open_session"]
          let root = try run.cluster.run(rules, on: node)
          #expect(root.contains("account management done"))
          #expect(root.contains("successfully opened a session"))
          let bob = try run.ssh(node, "grep memory: /proc/self/cgroup", as: run.bob)
          #expect(bob.status == 0, "\(bob.error)")
          #expect(!bob.output.contains("/qgui/"))
        }
        // The program is gone: all hosts have it from one place.
        try run.hideNodeProgram()
        let root = ["pamtester", "sshd", "root", "acct_mgmt", "open_session"]
        try run.cluster.run(root, on: .node01)
        #expect(try run.ssh(.node01, "hostname", as: run.bob).output == "node01\n")
        #expect(try run.ssh(.node01, "hostname").status == 255)
      }
    }

    /// Slurm's own qstat is asked, of jobs that began before there were hooks.
    @Test func asksTheBatchSystemWhereThereIsNoRecord() throws {
      try ClusterRun.run { run in
        let job = try run.sleepingJob("nodes=node01:ppn=1,mem=200mb")
        try run.installDoor()
        // It could not be ended with the job.
        let unjoined = try run.ssh(.node01, "hostname")
        #expect(unjoined.status == 254)
        #expect(unjoined.output.contains("that could be joined now"), "\(unjoined)")
        try run.setSetting("access-unknown = admit")
        let here = try run.ssh(.node01, "hostname")
        #expect(here.output == "node01\n", "\(here.error)")
        let there = try run.ssh(.node02, "hostname")
        #expect(there.status == 255)
        try job.delete()
      }
    }

    @Test func whenTheServerIsDownTheSettingSays() throws {
      try ClusterRun.run { run in
        try run.installDoor()
        let job = try run.sleepingJob("nodes=node01:ppn=1,mem=200mb")
        try run.stopBatchServer()
        let alice = try run.ssh(.node01, "hostname")
        #expect(alice.status == 0, "\(alice.error)")
        let bob = try run.ssh(.node01, "hostname", as: run.bob)
        #expect(bob.status == 255)
        #expect(
          bob.error.contains("cannot find out whether bob has a job on node01: try again"),
          "\(bob.error)")
        try run.setSetting("access-unknown = admit")
        let admitted = try run.ssh(.node01, "hostname", as: run.bob)
        #expect(admitted.status == 0, "\(admitted.error)")
        try run.startBatchServer()
        try job.delete()
        try job.waitUntil(state: "CANCELLED")
      }
    }

    @Test func jobOfTwoNodesOpensBoth() throws {
      try ClusterRun.run { run in
        try run.installDoor()
        let job = try run.sleepingJob("nodes=2:ppn=1,mem=400mb")
        for node in Cluster.Host.nodes {
          let answer = try run.ssh(node, "hostname; grep memory: /proc/self/cgroup")
          #expect(answer.output.hasPrefix("\(node)\n"), "\(answer.error)")
          // On node01 Slurm limits the job, and its own module would adopt.
          if node == .node02 { #expect(answer.output.contains("/qgui/\(job.id)\n")) }
        }
        try job.delete()
      }
    }

    /// It is limited with the job, and ends with it; a ControlMaster opens nothing more.
    @Test func sessionIsInTheJob() throws {
      try ClusterRun.run { run in
        try run.installDoor()
        let job = try run.sleepingJob("nodes=node02:ppn=1,mem=200mb")
        let greedy = try run.ssh(.node02, "python3 -c 'b = bytearray(400 << 20)'; echo $?")
        #expect(greedy.output == "137\n", "\(greedy.error)")
        let control = ["-o", "ControlPath=\(run.alice.home)/control"]
        let master = try run.start(
          ["ssh"] + control + ["-o", "ControlMaster=yes", "node02", "echo in; exec sleep 994"],
          on: .login, as: run.alice)
        try eventually("the session is there; it says \(master.error)") { master.output == "in\n" }
        let second = try run.ssh(.node02, "echo second", options: control)
        #expect(second.output == "second\n")
        try job.delete()
        try eventually("the session has ended") { master.hasEnded }
        try job.waitUntil(state: "CANCELLED")
        let third = try run.ssh(.node02, "echo third", options: control)
        #expect(third.status == 255)
        #expect(third.output == "")
        try eventually("nothing of alice's is on the node") {
          run.cluster.processes(of: run.alice, on: .node02).isEmpty
        }
      }
    }

    /// Of several jobs it is the one that qconnect attaches to, else the newest.
    @Test func joinsTheJobThatQconnectNames() throws {
      try ClusterRun.run { run in
        try run.installDoor()
        let older = try run.submit(
          """
          #!/bin/bash
          #PBS -l nodes=node02:ppn=1,mem=1gb
          exec qgui-run xev

          """)
        try older.waitUntil(.attachable)
        let newer = try run.sleepingJob("nodes=node02:ppn=1,mem=200mb")
        func group(_ id: String) -> String { "/qgui/\(id)\n" }
        let plain = try run.ssh(.node02, "grep memory: /proc/self/cgroup")
        #expect(plain.output.hasSuffix(group(newer.id)), "\(plain.error)")

        let terminal = try run.qconnect(older)
        _ = try run.screen.window(older.title("Event Tester"))
        let server = try eventually("the node's end of qconnect is there") {
          run.cluster.processes(of: run.alice, on: .node02).first {
            $0.arguments.contains("--serve")
          }
        }
        let place = File.read("/proc/\(server.pid)/cgroup") ?? ""
        #expect(place.contains("/qgui/\(older.id)\n"), "\(place)")
        try older.delete()
        _ = try terminal.exitStatus()
        try newer.delete()
      }
    }

    /// Slurm's own module, by the line of the guide.
    @Test func slurmsOwnModuleDoesBoth() throws {
      try ClusterRun.run { run in
        try run.setLogInRule(Guide.slurmsOwnModule.commands())
        let refused = try run.ssh(.node01, "hostname")
        #expect(refused.status == 255)
        let job = try run.sleepingJob("nodes=node01:ppn=1,mem=200mb")
        let answer = try run.ssh(.node01, "hostname; grep memory: /proc/self/cgroup")
        #expect(answer.output.hasPrefix("node01\n"), "\(answer.error)")
        #expect(answer.output.contains("/job_\(job.id)/step_extern"), "\(answer.output)")
        try job.delete()
      }
    }
  }
}
