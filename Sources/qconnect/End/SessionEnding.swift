import Glibc
import Linux
import QGui

/// Ends a session in order: its node's qgui-run asks the program to close, and takes the display down.
struct SessionEnding {
  private let job: JobID
  private let site: Site

  init(_ job: JobID, _ site: Site) {
    self.job = job
    self.site = site
  }

  /// The exit status.
  func run() throws -> Int32 {
    let target = AttachTarget.job(job)
    let place = try NodePlace.now(of: target, site) {
      AttachReport(ExitStatus.tryAgain, WaitingLine.left($0).line)
    }
    let (end, name) = try NodeQuestion.ask({ .end(target, nonce: $0) }, at: place, site)
    let report = end.reportOfEnding(job, place: name.description)
    say(report.line)
    return report.status
  }
}
