import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// What all of this is for: the whole way, once, as its users go it.
  @Suite struct MainJobTests {
    @Test func terminalInAJob() throws {
      try ClusterRun.run { run in
        let script = try #require(File.read("\(Repository.root)/pbs/any-program.pbs"))
        let job = try run.submit(script)
        let node = try job.waitUntil(.begun)
        let program = try job.process("xterm", on: node)

        let first = try run.qconnect(job)
        _ = try run.screen.window(job.title("xterm"))
        try first.waitUntil(
          shows: "Ctrl-C leaves xterm running; closing its window ends the job")
        try run.screen.keepPicture("xterm")
        try first.pressControlC()
        let detached = try first.exitStatus()
        #expect(detached == 0)
        #expect(first.text.contains("detached from xterm: qconnect \(job.id) brings it back"))
        try eventually("no window is left") { try run.screen.windows("xterm").isEmpty }
        #expect(try job.process("xterm", on: node).identity == program.identity)

        let second = try run.qconnect(job)
        let window = try run.screen.window(job.title("xterm"))
        try run.screen.type("echo hello > ~/typed\n", into: window)
        try eventually("what was typed is done") { run.alice.read("typed") == "hello\n" }
        try run.screen.keepPicture("xterm-again")
        #expect(program.identity.isAlive)
        try run.screen.type("exit\n", into: window)
        let status = try second.exitStatus()
        #expect(status == 0)
        #expect(second.text.contains("qconnect: xterm ended"))
        let jobStatus = try job.exitStatus()
        #expect(jobStatus == 0)
        #expect(job.error == "qgui-run: xterm ended\n")
        #expect(job.endedRecord(on: node)?.end == .exited(0))
      }
    }
  }
}
