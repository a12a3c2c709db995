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
    var place = try NodePlace.now(of: target, site) {
      AttachReport(ExitStatus.tryAgain, WaitingLine.left($0).line)
    }
    var end = try ask(target, at: place)
    while case .nodeFailed(let failure) = end, failure.isUnknownHost,
      let next = place.underNextName
    {
      end = try ask(target, at: next).tried([place.name].compactMap { $0 })
      place = next
    }
    let report = end.report(target: target, program: "", place: place.description, clientLog: nil)
    say(report.line)
    if case .ended = end { return ExitStatus.success }
    return report.status
  }

  private func ask(_ target: AttachTarget, at place: NodePlace) throws -> AttachEnd {
    let nonce = newNonce()
    let command = try NodeExchange(site).command(.end(target, nonce: nonce), at: place)
    return try NodeQuestion.ask(command, nonce: nonce, node: place.name)
  }
}
