import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneLive {
  /// What users do every day, and what they see on their screens.
  @Suite struct MainPathTests {
    @Test func windowOfAJob() throws {
      try ClusterRun.live { run in
        let script = try #require(File.read("\(Repository.root)/pbs/any-program.pbs"))
        let job = try run.submit(script)
        let node = try job.waitUntilAttachable()
        let program = try run.process("xterm", on: node)
        let first = try run.qconnect(job)
        _ = try run.screen.window(job.title("xterm"))
        try run.screen.keepPicture("live-xterm-\(run.system)")
        try first.pressControlC()
        let detached = try first.exitStatus()
        #expect(detached == 0)
        try eventually("no window is left", every: 100) { try run.screen.windows("xterm").isEmpty }
        #expect(program.identity.isAlive)

        let second = try run.qconnect(job)
        let window = try run.screen.window(job.title("xterm"))
        // More than half of an xterm is white.
        #expect(try run.screen.part(of: window, in: "white") > 0.5)
        try run.screen.type("echo hello > ~/typed\n", into: window)
        try eventually("what was typed is done") { run.alice.read("typed") == "hello\n" }
        try run.screen.type("exit\n", into: window)
        let status = try second.exitStatus()
        #expect(status == 0)
        #expect(second.text.contains("qconnect: xterm ended"), "\(second.text)")
        #expect(try job.batchStatus() == 0)
      }
    }

    /// qconnect -g submits, waits, and attaches.
    @Test func submittedByQconnect() throws {
      try ClusterRun.live { run in
        let terminal = try run.terminal(["qconnect", "-g", "xterm"])
        try terminal.waitUntil(shows: "submitted job ")
        let job = try run.job(submittedBy: terminal)
        let window = try run.screen.window(job.title("xterm"))
        try run.screen.close(window)
        _ = try terminal.exitStatus()
        try job.waitUntilEnded()
      }
    }

    /// OpenPBS then sets PATH=/bin:/usr/bin, where none of its commands are.
    @Test(.enabled(if: Cluster.isOpenPBS, "Torque has no job without a shell"))
    func jobWithoutAShellKnowsItsWalltime() throws {
      try ClusterRun.live { run in
        let said = try run.cluster.run(
          ["qsub"] + run.one(on: .node01, memory: "1gb", walltime: "00:00:08")
            + ["--", "/usr/local/bin/qgui-run", "xev"], on: .login, as: run.alice)
        let job = try run.job(named: said)
        try job.waitUntilAttachable()
        #expect(try job.batchStatus() == -29)
        #expect(try job.why().contains("the job reached its walltime of 00:00:08"))
      }
    }

    /// The job's memory is used up by many processes: none of them alone is above its limits.
    @Test func memoryIsUsedUp() throws {
      try ClusterRun.live { run in
        try run.alice.write(
          "hungry",
          """
          #!/usr/bin/python3
          import os, signal, sys, time
          children = []
          for _ in range(8):
              child = os.fork()
              if child == 0:
                  held = b"x" * (90 << 20)
                  time.sleep(60)
                  os._exit(0)
              children.append(child)
          first, _ = os.wait()
          for child in children:
              if child != first:
                  os.kill(child, signal.SIGKILL)
          sys.exit(1)

          """, mode: 0o755)
        let job = try run.submitBash(
          "exec qgui-run ./hungry", run.one(on: .node01, memory: "600mb"))
        let status = try job.batchStatus()
        #expect(status != 0)
        #expect(job.error.contains("qgui-run: hungry reached "), "\(job.error)")
        #expect(job.error.contains("memory limit of "), "\(job.error)")
        #expect(job.error.contains("ask for mem="), "\(job.error)")
        #expect(try job.why().contains("hungry reached "))
      }
    }
  }
}
