import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneLive {
  /// ssh to the nodes of a job, by sshd and PAM as the guide says.
  @Suite struct AccessTests {
    static let rules: [ClusterRun.AccessRules] =
      Cluster.isTorque ? [.qgui, .pbssimpleauth] : [.qgui]

    @Test(arguments: rules)
    func everyHostOfAJob(_ rules: ClusterRun.AccessRules) throws {
      try ClusterRun.live { run in
        try run.installAccess(rules)
        for node in Cluster.Host.nodes {
          let refused = try run.ssh(node, "hostname")
          #expect(refused.status == 255, "\(refused)")
        }
        let job = try run.submitBash("exec sleep 995", run.both(megabytes: 200))
        try job.waitUntilRunning()
        for node in Cluster.Host.nodes {
          let session = try run.start(
            ["ssh", node.rawValue, "exec sleep 994"], on: .login, as: run.alice)
          let inside = try run.process("sleep 994", on: node)
          let group = try #require(ProcessMemoryGroup.of(inside, on: node))
          #expect(group.path == "/qgui/\(job.id)", "\(session.error)")
          #expect(group.limit == 200 << 20, "\(group)")
          let bob = try run.ssh(node, "hostname", as: run.bob)
          #expect(bob.status == 255, "\(bob)")
        }
        try job.delete()
        try job.waitUntilEnded()
        try eventually("the sessions have ended with the job", every: 100) {
          Cluster.Host.nodes.allSatisfy { run.cluster.processes(of: run.alice, on: $0).isEmpty }
        }
        #expect(try run.ssh(.node02, "hostname").status == 255)
      }
    }

    /// From the job's first command on: the job itself may be the first to connect.
    @Test func fromTheFirstSecond() throws {
      try ClusterRun.live { run in
        try run.installAccess()
        for _ in 0..<3 {
          let job = try run.submitBash(
            "ssh node02 'hostname; grep memory: /proc/self/cgroup'", run.both(megabytes: 200))
          #expect(try job.batchStatus() == 0, "\(job.error)")
          #expect(job.output.hasPrefix("node02\n"), "\(job.error)")
          #expect(job.output.contains("/qgui/\(job.id)\n"), "\(job.output)")
        }
      }
    }

    /// A job that began before the hooks were installed: root on a node sees other users' jobs only
    /// where the server allows it, and no answer is not the answer no.
    @Test func jobWithoutARecord() throws {
      try ClusterRun.live(ClusterRun.Hooks.none) { run in
        let job = try run.submitBash("exec sleep 995", run.one(on: .node01, memory: "200mb"))
        try job.waitUntilRunning()
        try run.installHooks(ClusterRun.recommendedHooks(run.system))
        try run.installAccess()
        let refused = try run.ssh(.node01, "hostname")
        #expect(refused.status != 0)
        let said = refused.output + refused.error
        #expect(!said.contains("has no running job"), "\(said)")
        for node in Cluster.Host.nodes {
          try run.setSettings("access-unknown = admit\n", on: node)
        }
        let admitted = try run.ssh(.node01, "hostname")
        #expect(admitted.output == "node01\n", "\(admitted)")
        try job.delete()
        try job.waitUntilEnded()
      }
    }

    /// qgui-node check tries what sshd will do.
    @Test(.enabled(if: Cluster.isTorque, "pam_pbssimpleauth is Torque's"))
    func checkMissesTheModule() throws {
      try ClusterRun.live { run in
        try run.installAccess(.pbssimpleauth)
        let fine = try run.cluster.capture(["qgui-node", "check"], on: .node01)
        #expect(
          fine.output.contains("ok       pam_pbssimpleauth.so says who may ssh to this node"),
          "\(fine.output)")
        try run.cluster.run(
          ["rm", "/lib/x86_64-linux-gnu/security/pam_pbssimpleauth.so"], on: .node01)
        let missing = try run.cluster.capture(["qgui-node", "check"], on: .node01)
        #expect(missing.status != 0, "\(missing.output)")
        #expect(
          missing.output.split(separator: "\n").contains {
            $0.contains("pam_pbssimpleauth") && !$0.hasPrefix("ok")
          }, "\(missing.output)")
      }
    }
  }
}
