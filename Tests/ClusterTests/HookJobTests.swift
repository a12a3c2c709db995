import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// Slurm's Prolog and Epilog call `qgui-node`.
  @Suite struct HookJobTests {
    /// Where Slurm does not limit memory: its first command is in the job's group.
    @Test func jobIsContained() throws {
      try ClusterRun.run { run in
        try run.installHooks()
        let bobs = try run.submit(
          Self.script(on: .node02, "mem=100mb", "exec sleep 995"), as: run.bob)
        try bobs.waitUntil(state: "RUNNING")
        let job = try run.submit(
          Self.script(
            on: .node02, "mem=200mb",
            "exec try-everything /sys/fs/cgroup/memory/qgui/\(bobs.id)"))
        let status = try job.exitStatus()
        #expect(status == 0)
        #expect(
          job.output == """
            group /sys/fs/cgroup/memory/qgui/\(job.id)
            limit \(200 << 20)
            eater ended by SIGKILL

            """, "\(job.error)")
        try bobs.delete()
        try bobs.waitUntil(state: "CANCELLED")
      }
    }

    /// As an administrator may try it by hand, while the job runs.
    @Test(arguments: Cluster.Host.nodes)
    func anotherPrologueEndsNothing(_ node: Cluster.Host) throws {
      try ClusterRun.run { run in
        try run.installHooks()
        let job = try run.submit(Self.script(on: node, "mem=1gb", "exec qgui-run xev"))
        try job.waitUntil(.attachable)
        let said = try run.cluster.capture(
          ["env", "SLURM_JOB_ID=\(job.id)", "SLURM_JOB_USER=alice", "qgui-node", "prologue"],
          on: node)
        #expect(said.status == 0, "\(said.error)")
        #expect(try job.attribute("JobState") == "RUNNING")
        let why = try run.answer(["qconnect", "--end", job.id])
        #expect(why.error.contains("was ended with qconnect --end"), "\(why.error)")
        _ = try job.exitStatus()
      }
    }

    enum End: CaseIterable, Sendable {
      case scancel, stepdKilled
    }

    /// With Slurm's own containment and without it, at once on two nodes. The script hears the
    /// signal, and nobody else.
    @Test(arguments: End.allCases)
    func nothingIsLeft(_ end: End) throws {
      try ClusterRun.run { run in
        try run.installHooks()
        let jobs = try Cluster.Host.nodes.map { node in
          try run.submit(
            Self.script(
              on: node, "mem=1gb",
              """
              setsid sleep 996 &
              (until grep -q 'state = attachable' /tmp/qgui-*/$PBS_JOBID/record; do
                sleep 0.2
              done 2> /dev/null; exec fork-bomb 100) &
              qgui-run xev
              """))
        }
        for job in jobs { try job.waitUntil(.attachable) }
        // Both nodes are one kernel: the bombs share what their user may have.
        try eventually("the bombs have gone off") {
          let bombs = Cluster.Host.nodes.map { node in
            run.cluster.processes(of: run.alice, on: node).count { $0.arguments.last == "100" }
          }
          return bombs.allSatisfy { $0 > 0 } && bombs.reduce(0, +) > 30
        }
        for (job, node) in zip(jobs, Cluster.Host.nodes) {
          #expect(job.node == node)
          if end == .stepdKilled { try killStepd(of: job, on: node, run) }
          try job.delete()
        }
        for job in jobs {
          try job.waitUntil(state: "CANCELLED", within: 150)
        }
        #expect(run.leftovers(within: ClusterRun.promised) == nil)
      }
    }

    /// A job that runs is nobody's to sweep; one that has ended without an Epilog is.
    @Test func sweepAsksTheBatchSystem() throws {
      try ClusterRun.run { run in
        try run.installHooks()
        try run.removeEpilog()
        let job = try run.submit(
          Self.script(on: .node02, "mem=200mb", "setsid sleep 996 & exec sleep 995"))
        try job.waitUntil(state: "RUNNING")
        let record = run.cluster.path("\(JobRecords.place)/\(job.id)", on: .node02)
        try eventually("there is a record") { FileTree.exists(record) }
        let sweep = [
          "sh", "-c", "touch -d '1 hour ago' \(JobRecords.place)/*; exec qgui-node sweep",
        ]
        let nothing = try run.cluster.run(sweep, on: .node02)
        #expect(nothing == "")
        #expect(FileTree.exists(record))
        try job.delete()
        try job.waitUntil(state: "CANCELLED")
        let said = try run.cluster.run(sweep, on: .node02)
        #expect(said.hasPrefix("removed job \(job.id) of alice: cgroup /qgui/\(job.id)"), "\(said)")
        #expect(!FileTree.exists(record))
      }
    }

    private func killStepd(of job: ClusterJob, on node: Cluster.Host, _ run: ClusterRun) throws {
      let all = run.cluster.processes(on: node).filter {
        $0.arguments[0].hasPrefix("slurmstepd: [\(job.id)")
      }
      #expect(!all.isEmpty)
      for stepd in all { stepd.identity.send(SIGKILL) }
    }

    private static func script(on node: Cluster.Host, _ resources: String, _ commands: String)
      -> String
    {
      """
      #!/bin/bash
      #PBS -l nodes=\(node):ppn=1,\(resources)
      \(commands)

      """
    }
  }
}
