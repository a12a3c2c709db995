/// What tells that a process belongs to a session, wherever it was started: the session's mark in the
/// environment that it started with.
///
/// `qsub -V` in a session hands the mark on to another job, which may run on the same node: where a
/// process has a job's id in that environment too, it is to be the session's own.
public struct SessionMark: Sendable {
  private let entry: String
  /// As the record has it: `JobID.key`, or `local-PID` for a session outside of any job.
  private let job: String

  /// - Parameter name: `SessionEnvironment.programMark` or `serverMark`.
  public init(_ name: String, of record: SessionRecord) {
    entry = "\(name)=\(record[.mark] ?? "-")"
    job = record.job
  }

  /// - Parameter environment: that of the process's start, as `StartEnvironment` reads it.
  public func isOn(environment: [UInt8]) -> Bool {
    let entries = StartEnvironment.entries(environment)
    guard entries.contains(where: { $0.elementsEqual(entry.utf8) }) else { return false }
    // A value that is no job's id proves nothing.
    guard let other = try? JobID.ofEnvironment(StartEnvironment.variables(environment)) else {
      return true
    }
    return other.key == job
  }
}
