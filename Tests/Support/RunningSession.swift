import Glibc
import Linux
import QGui

/// A job with qgui-run in it.
public final class RunningSession {
  public let job: Job
  /// The job's shell, which becomes the runner.
  public let process: RunningProcess
  private let hostName = Machine.hostName

  init(_ job: Job, _ process: RunningProcess) {
    self.job = job
    self.process = process
  }

  public var pid: Int32 { process.pid }
  public var error: String { process.error }
  public var output: String { process.output }

  /// The name of the session's directory; nil for what is no job.
  private var name: String {
    job.id.flatMap { try? JobID($0) }?.directoryName ?? "local-\(pid)"
  }

  public var files: SessionFiles {
    let prefix = "qgui-\(job.user.id)"
    let bases = Directory.names("/tmp").filter { $0.hasPrefix(prefix) }.map { "/tmp/\($0)" }
    let base = bases.first { FileTree.exists("\($0)/\(name)") } ?? "/tmp/\(prefix)"
    return SessionFiles(directory: "\(base)/\(name)")
  }

  /// This session's record, not one that an earlier session of the same job has left.
  public var record: SessionRecord? {
    guard let record = SessionRecord.read(files.record),
      record.process(.runner)?.pid == pid
    else { return nil }
    return record
  }

  /// What the record said at the session's end.
  public var endedRecord: SessionRecord? {
    let record = SessionRecord.read(
      StateFiles.endedRecord(
        environment: [:], home: job.user.home, jobDirectoryName: name, host: hostName))
    return record?.hasEnded == true ? record : nil
  }

  /// Waits until the record is as it should be; gives up when qgui-run has ended.
  @discardableResult
  public func waitUntil(_ what: String, _ condition: (SessionRecord) -> Bool) throws
    -> SessionRecord
  {
    try eventually("\(what); qgui-run says: \(error)") {
      if let record, condition(record) { return record }
      if process.hasEnded { throw Failed("qgui-run ended before \(what); it says: \(error)") }
      return nil
    }
  }

  @discardableResult
  public func waitUntil(_ moment: Moment) throws -> SessionRecord {
    try waitUntil("\(moment)", moment.isReached)
  }

  /// One of the session's processes, waited for.
  public func process(_ field: SessionRecord.Field) throws -> ProcessIdentity {
    let record = try waitUntil("there is a \(field)") { $0.process(field) != nil }
    return record.process(field)!
  }

  /// What carries PROGRAM's own terminal, waited for: the record does not name it.
  public func relay() throws -> ProcessIdentity {
    try eventually("there is a relay") {
      ProcessTable.children(of: pid).first { $0.arguments.dropFirst().first == "--relay" }?.identity
    }
  }

  /// Those of its processes that its record names; none once it has ended.
  public var processes: [ProcessIdentity] {
    let fields: [SessionRecord.Field] = [.keeper, .runner, .xvfb, .xpra, .main]
    return fields.compactMap { record?.process($0) }
  }

  public func send(_ signal: Int32) { process.send(signal) }

  public func exitStatus(within seconds: UInt64 = 30) throws -> Int32 {
    try process.exitStatus(within: seconds)
  }
}

/// How far a session has come.
public enum Moment: String, CaseIterable, Sendable {
  case begun, xvfbStarted, displayUp, programStarted, attachable

  func isReached(_ record: SessionRecord) -> Bool {
    switch self {
    case .begun: true
    case .xvfbStarted: record.process(.xvfb) != nil
    case .displayUp: record.display != nil
    case .programStarted: record.process(.main) != nil
    case .attachable: record.state == .attachable
    }
  }
}
