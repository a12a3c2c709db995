import Linux
import QGui

/// The jobs of a user on this node, by root's own records: from their prologue to their epilogue.
struct JobsHere {
  /// Nil where the records cannot be trusted.
  private let records: JobRecords?

  /// Milliseconds for a job's hook that is at work.
  private static let patience: UInt64 = 10_000

  init() { records = try? JobRecords() }

  func of(_ account: Account) -> [(record: JobRecord, age: UInt64)] {
    guard let records else { return [] }
    return records.names.compactMap(records.read)
      .filter { record in
        record.uid == account.uid
          && AdoptingJob.isHere(shell: record.shell?.isAlive, group: record.jobGroup?.exists)
      }
      .map { ($0, records.age($0.name)) }
  }

  /// Puts a process into a job's group, between its prologue and its epilogue.
  ///
  /// - Returns: false when the job has no group of its own.
  /// - Throws: `LogInRefusal` when the job has ended meanwhile.
  func put(_ process: ProcessIdentity, into record: JobRecord) throws -> Bool {
    guard let records,
      let lock = JobLock(record.job, in: records, until: .after(Self.patience))
    else { throw LogInRefusal("job \(record.job.key) starts or ends now: try again") }
    defer { lock.release() }
    guard let now = records.read(record.name), now.uid == record.uid, now.job == record.job else {
      throw LogInRefusal("job \(record.job.key) has ended: log in where another job runs")
    }
    guard let group = now.jobGroup else { return false }
    try group.take(process)
    return true
  }
}
