import Glibc
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// What people typed before there was qconnect goes on working.
  @Suite struct ByHandTests {
    /// Without these the client starts buses that outlive it.
    private static let quiet = [
      "NO_AT_BRIDGE": "1", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
    ]

    @Test(arguments: ["ssh:alice@%:", "ssh://alice@%/"])
    func xpraAttach(_ form: String) throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "xterm")
        let node = try job.waitUntil(.attachable)
        let place = form.split(separator: "%").joined(separator: "\(node)") + job.id
        let terminal = try run.terminal(
          ["xpra", "attach", "--ssh=ssh", place], environment: Self.quiet)
        _ = try run.screen.window("^xterm on ")
        try terminal.pressControlC()
        _ = try terminal.exitStatus()
        try eventually("no window is left") { try run.screen.windows("xterm").isEmpty }
        #expect(job.record?.process(.main) != nil)
        try job.delete()
        try job.waitUntil(state: "CANCELLED")
        #expect(job.endedRecord(on: node)?.end == .deleted(SIGTERM))
      }
    }

    @Test func xpraStop() throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "xterm")
        let node = try job.waitUntil(.attachable)
        try run.cluster.run(
          ["ssh", "\(node)", "xpra", "stop", ":\(job.id)"], on: .login, as: run.alice)
        let status = try job.exitStatus()
        // xterm's own answer to the signal.
        #expect(status == SIGTERM)
        #expect(job.endedRecord(on: node)?.end == .stopped)
      }
    }

    /// A session that qgui-run has no part in.
    @Test func bareXpraInAJob() throws {
      try ClusterRun.run { run in
        let job = try run.submit(
          """
          #!/bin/bash
          #PBS -l nodes=1:ppn=1,mem=1gb
          exec xpra start :$PBS_JOBID --daemon=no --start-child=xterm --exit-with-children

          """)
        try eventually("xpra is ready", within: 60) { job.error.contains("xpra is ready") }
        let terminal = try run.qconnect(job)
        let window = try run.screen.window(job.title("xterm"))
        try run.screen.type("exit\n", into: window)
        let status = try terminal.exitStatus()
        #expect(status == 0)
        #expect(
          terminal.text.contains("qconnect: the display was stopped with xpra, and xpra with it"))
        _ = try job.exitStatus()
        // What such a session leaves is none of ours.
        run.removeEverything()
      }
    }
  }
}
