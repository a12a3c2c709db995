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

  func tell() -> Int32 {
    say(report.line)
    for line in more { say(line) }
    return report.status
  }
}
