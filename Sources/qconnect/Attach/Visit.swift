import Linux
import QGui

/// How one attachment went.
struct Visit {
  let end: AttachEnd
  /// As the node named it; empty where it did not.
  let program: String
  let place: String
  /// In milliseconds since windows or terminal were there; nil when they never were.
  let lasted: UInt64?
  let report: AttachReport
  /// What else to tell, one a line.
  let more: [String]

  /// The same with what the batch system says of the job.
  func explained(by job: JobReport?, _ target: AttachTarget) -> Visit {
    let end = end.explained(by: job)
    guard end != self.end else { return self }
    let report = end.report(target: target, program: program, place: place, clientLog: nil)
    return Visit(
      end: end, program: program, place: place, lasted: lasted, report: report, more: more)
  }

  func tell() -> Int32 {
    say(report.line)
    for line in more { say(line) }
    return report.status
  }
}
