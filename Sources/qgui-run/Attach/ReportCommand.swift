import Cgroups
import Linux
import QGui
import SystemPackage

/// `qgui-run --report NONCE`: what the user's sessions on this node are and use. It only reads.
enum ReportCommand {
  static func run(nonce: String) throws {
    try tell(AttachHello.text(nonce: nonce))
    let reports = AttachableSession.live().compactMap(report)
    try tell(reports.prefix(SessionReport.most).map(\.text).joined())
  }

  private static func report(_ session: AttachableSession) -> SessionReport? {
    guard let record = session.record, let files = session.files else { return nil }
    let paths = Set([files.socket, record[.commonSocket]].compactMap { $0 })
    return SessionReport(
      record, directoryName: files.name,
      memoryUsed: record[.group].flatMap(MemoryGroup.init(recordText:))?.used,
      clients: record.process(.xpra).map { UnixSocket.connections(of: $0, at: paths) } ?? 0)
  }

  private static func tell(_ text: String) throws {
    _ = try FileDescriptor.standardOutput.writeAll(text.utf8)
  }
}
