import Linux
import QGui

/// After a job: nothing of it stays on this node.
struct Epilogue {
  private let call: HookCall
  private let records: JobRecords
  /// Which of the job's runs has ended; nil where the hook does not say.
  private let ended: UInt32?

  /// Milliseconds: for a keeper that is about to finish, and for everything, as long as the batch
  /// system is not held up.
  private static let courtesy: UInt64 = 700
  private static let patience: UInt64 = 50_000

  init(arguments: [String], ofRun ended: UInt32?) throws {
    self.ended = ended
    call = try HookCall(.epilogue, arguments: arguments, environment: Machine.environment)
    records = try JobRecords()
  }

  func run() throws {
    let deadline = Instant.after(Self.patience)
    guard let lock = JobLock(call.job, in: records, until: deadline) else {
      throw HookFailure("job \(call.job.key): another hook of it is at work")
    }
    defer { lock.release() }
    let record = records.read(call.job.directoryName).flatMap { isOurs($0) ? $0 : nil }
    // OpenPBS may call execjob_end when the job has begun again.
    if let ended, let now = record?.run, now != ended { return }
    // The batch system waits for this hook no longer than that, and may start the job again then.
    let lastStart =
      ProcessIdentity.current.startTime + EpilogueCommand.bound * Machine.ticksPerSecond / 1000
    if let left = try end(record).run(
      courtesy: Self.courtesy, lastStart: lastStart, until: deadline)
    {
      throw HookFailure(left)
    }
    // Without a record another event has ended it before.
    guard record != nil else { return }
    log.note("job \(call.job.key) of \(call.user): nothing is left of it")
  }

  /// A record of the same number that is another job's, of another user or server, is left to the
  /// sweep.
  private func isOurs(_ record: JobRecord) -> Bool {
    record.user == call.user && record.job == call.job
  }

  private func end(_ record: JobRecord?) throws -> JobEnd {
    try record.map { JobEnd($0, records) } ?? JobEnd(call.job, records, Account.ofJob(call))
  }
}
