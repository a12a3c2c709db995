import Glibc
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// A browser in place of programs that have one inside, such as RStudio: dozens of processes,
  /// sockets and shared memory of its own.
  @Suite struct BrowserTests {
    @Test func browserInAJob() throws {
      try ClusterRun.run { run in
        let page = "data:text/html,<title>Plots</title><body bgcolor=lime><h1>Hello</h1>"
        let job = try run.submit(
          running: "chromium --no-sandbox --user-data-dir=$HOME/chrome '\(page)'", memory: "2gb")
        try job.waitUntil(.attachable)
        let terminal = try run.qconnect(job)
        let window = try run.screen.window(job.title("Plots - Chromium"))
        try eventually("the page is painted") {
          try run.screen.part(of: nil, in: "lime") > 0.5
        }
        try run.screen.keepPicture("chromium")
        try run.screen.close(window)
        let status = try terminal.exitStatus()
        #expect(status == 0)
        #expect(terminal.text.contains("qconnect: chromium ended"))
        let jobStatus = try job.exitStatus()
        #expect(jobStatus == 0)
      }
    }
  }
}
