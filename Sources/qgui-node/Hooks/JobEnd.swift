import Cgroups
import Glibc
import Linux
import QGui

/// The end of a job on this node, whatever of it is left: its processes, its display's leftovers,
/// its group, its record.
struct JobEnd {
  private let name: String
  /// As the batch system names it.
  private let job: JobID
  private let records: JobRecords
  private let record: JobRecord?
  /// Nil when the user is gone, or the password database does not answer.
  private let account: Account?

  /// Milliseconds for what is done as the job's user, whose other processes can stop it: the hooks of
  /// the next subjob, which shares the lock, wait for longer.
  private static let usersPatience: UInt64 = 5_000

  /// A job whose prologue left a record.
  init(_ record: JobRecord, _ records: JobRecords) {
    name = record.name
    job = record.job
    self.record = record
    self.records = records
    account = Account(uid: record.uid)
  }

  /// A job that has none: before this program was installed, or with a prologue that failed.
  init(_ job: JobID, _ records: JobRecords, _ account: Account) {
    name = job.directoryName
    self.job = job
    record = nil
    self.records = records
    self.account = account
  }

  /// - Parameters:
  ///   - courtesy: milliseconds that a keeper which is ending its session by itself may still take: it
  ///     tells attached clients why.
  ///   - lastStart: when the last process of this run of the job can have started, in clock ticks since
  ///     boot; nil where no other run can have begun.
  /// - Returns: what could not be done by the deadline; nil when nothing is left.
  @discardableResult
  func run(courtesy: UInt64, lastStart: UInt64? = nil, until deadline: Instant) -> String? {
    if courtesy > 0 { waitForKeeper(.after(courtesy)) }
    let groups = [record?.jobGroup].compactMap { $0 } + slurmsGroups
    var ended = end(groups, until: deadline)
    let cleaned = removeSessions(until: min(deadline, .after(Self.usersPatience)))
    if let unit = record?.scope { Systemd.stopScope(unit, until: deadline) }
    // Into Slurm's groups its own module for PAM may still have brought a log-in.
    var removed = remove(groups)
    while !removed, Instant.now < deadline {
      usleep(5_000)
      ended = end(groups, until: deadline)
      removed = remove(groups)
    }
    var left: [String] = []
    if !removed { left.append(ended ? "its group" : "a process in its group") }
    if let strays = endStrays(startedBefore: lastStart, until: deadline) { left.append(strays) }
    guard left.isEmpty else {
      return "job \(name): \(left.joined(separator: " and ")) may still be there"
    }
    // Another user's job may have this number, and a record.
    if record != nil || records.read(name) == nil { records.remove(name) }
    return cleaned ? nil : "job \(name): its user's files were not looked at, or not in time"
  }

  /// What carries the job's mark and was in none of its groups: tasks of Torque's, and what a job
  /// whose prologue failed has left. Last, as it may take as long as its user makes it.
  ///
  /// - Returns: what may be left at the deadline; nil for nothing.
  private func endStrays(startedBefore last: UInt64?, until deadline: Instant) -> String? {
    guard let user = account?.uid ?? record?.uid,
      let mark = JobMark(job, user: user, began: record?.began)
    else { return nil }
    guard let ended = JobProcesses(mark).end(lastStart: last, until: deadline) else {
      return "a process outside its group"
    }
    if ended.count > 0 {
      log.note(
        "job \(name): \(ended.count) of its processes were in none of its groups, and were ended")
    }
    guard !ended.left.isEmpty else { return nil }
    return "processes \(ended.left.map(String.init).joined(separator: ", "))"
  }

  private func end(_ groups: [JobGroup], until deadline: Instant) -> Bool {
    groups.map { $0.end(until: deadline) }.allSatisfy { $0 }
  }

  private func remove(_ groups: [JobGroup]) -> Bool {
    groups.map { $0.remove() }.allSatisfy { $0 }
  }

  private func removeSessions(until deadline: Instant) -> Bool {
    account.map { UserSessions($0).remove(name, until: deadline) } ?? false
  }

  private func waitForKeeper(_ deadline: Instant) {
    guard let account else { return }
    _ = AsUser.run(account, until: deadline) { _ in
      while SessionDirectory.isEnding(name) { usleep(10_000) }
    }
  }

  /// Slurm's own groups of the job, on version 1. Slurm tries to remove them before ours in them are
  /// gone, and does not come back; and when its slurmstepd was killed, nobody else ends what is in
  /// them. Slurm calls its Epilog when it is done with the job.
  private var slurmsGroups: [JobGroup] {
    guard let uid = account?.uid ?? record?.uid else {
      return []
    }
    let controllers: [Substring] = ["memory", "freezer"]
    return controllers.flatMap { controller -> [JobGroup] in
      guard let own = CgroupLocation.own(of: controller), own.version == .v1 else { return [] }
      let root = CgroupLocation(version: .v1, mountPoint: own.mountPoint, path: "/")
      return Directory.names(root.directory).filter { $0.hasPrefix("slurm") }
        .map { root.child("\($0)/uid_\(uid)/job_\(job.number)") }
        .map(JobGroup.init).filter(\.exists)
    }
  }
}
