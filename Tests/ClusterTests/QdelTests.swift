import Glibc
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// The batch system ends the job.
  @Suite struct QdelTests {
    /// The script has become qgui-run, which hears the signal: everything in order.
    @Test func runningJob() throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "xterm")
        let node = try job.waitUntil(.attachable)
        let terminal = try run.qconnect(job)
        _ = try run.screen.window(job.title("xterm"))
        try job.delete()
        let status = try terminal.exitStatus()
        #expect(status == 0)
        #expect(
          terminal.text.contains(
            "qconnect: the job was deleted or requeued (SIGTERM from the batch system)"))
        try job.waitUntil(state: "CANCELLED")
        #expect(run.leftovers(within: ClusterRun.promised) == nil)
        #expect(job.endedRecord(on: node)?.end == .deleted(SIGTERM))
      }
    }

    /// Not xterm, which has a file of its own in /tmp for a moment.
    @Test(arguments: [Moment.begun, .xvfbStarted, .displayUp, .programStarted])
    func startingJob(at moment: Moment) throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "xev")
        let node = try job.waitUntil(moment)
        try job.delete()
        try job.waitUntil(state: "CANCELLED")
        #expect(run.leftovers(within: ClusterRun.promised) == nil)
        #expect(job.endedRecord(on: node)?.end == .deleted(SIGTERM))
      }
    }

    /// Only the script hears the signal. It ends, and with it the job: everything in its cgroup is
    /// killed at once, the keeper too. Files are all that is left, until the user's next qgui-run
    /// on that node. The job's own cgroup is root's and stays: Slurm gives it up when it finds
    /// another inside.
    @Test func scriptWithoutExec() throws {
      try ClusterRun.run { run in
        let job = try run.submit(
          """
          #!/bin/bash
          #PBS -l nodes=1:ppn=1,mem=1gb
          qgui-run xterm
          echo after

          """)
        let node = try job.waitUntil(.attachable)
        let terminal = try run.qconnect(job)
        _ = try run.screen.window(job.title("xterm"))
        try job.delete()
        let status = try terminal.exitStatus()
        #expect(status == 1)
        #expect(terminal.text.contains("qconnect: the job was killed"))
        try job.waitUntil(state: "CANCELLED")
        try eventually("no process of the job is left") {
          run.cluster.processes(of: run.alice, on: node).isEmpty
        }
        #expect(job.record != nil)
        try run.cluster.run(
          ["ssh", "\(node)", "qgui-run", "--containment=off", "true"], on: .login, as: run.alice)
        #expect(!run.leftovers.items.contains { $0.contains("/qgui-") }, "\(run.leftovers)")
        #expect(job.endedRecord(on: node)?.end == .killed)
        run.removeGroups(of: job, on: node)
      }
    }
  }
}
