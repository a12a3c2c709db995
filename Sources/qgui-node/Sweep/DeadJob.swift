import Cgroups
import Linux
import QGui

/// A job whose record is still there: ended, if it is dead.
struct DeadJob {
  private let record: JobRecord
  private let records: JobRecords

  init(_ record: JobRecord, _ records: JobRecords) {
    self.record = record
    self.records = records
  }

  /// Nil for a live one, among them one whose hooks are at work.
  func sweep(dryRun: Bool, until deadline: Instant) -> SweepFinding? {
    guard let lock = JobLock(record.job, in: records, until: .now) else { return nil }
    defer { lock.release() }
    let life = JobLife.decide(shell: record.shell?.isAlive, age: records.age(record.name)) {
      BatchSystem.answer(about: record.job)
    }
    switch life {
    case .live: return nil
    case .unsure: return finding(.unsure)
    case .dead: return dryRun ? finding(.found) : finding(isEnded(deadline) ? .removed : .stayed)
    }
  }

  private func isEnded(_ deadline: Instant) -> Bool {
    JobEnd(record, records).run(courtesy: 0, until: deadline) == nil
  }

  private func finding(_ outcome: SweepFinding.Outcome) -> SweepFinding {
    let group = record.jobGroup.map { "cgroup \($0.location.path)" }
    return SweepFinding(
      .job, record.job.key, user: "\(record.user)",
      remains: [group, "record \(records.path(record.name))"].compactMap { $0 }, outcome: outcome)
  }
}
