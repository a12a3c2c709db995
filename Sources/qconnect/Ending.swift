import QGui

/// The one line and the exit status with which qconnect ends before it has attached.
struct Ending: Error {
  let report: AttachReport

  init(_ report: AttachReport) { self.report = report }

  init(_ status: Int32, _ line: String) { self.init(AttachReport(status, line)) }
}
