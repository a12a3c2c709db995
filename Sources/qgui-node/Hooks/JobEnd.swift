import Cgroups
import Glibc
import Linux
import QGui

/// The end of a job on this node, whatever of it is left: its processes, its display's leftovers,
/// its group, its record.
struct JobEnd {
  private let name: String
  private let account: Account
  private let records: JobRecords
  private let record: JobRecord?

  /// A job whose prologue left a record.
  init(_ record: JobRecord, _ records: JobRecords, _ account: Account) {
    name = record.name
    self.record = record
    self.records = records
    self.account = account
  }

  /// A job that has none: before this program was installed, or with a prologue that failed.
  init(_ job: JobID, _ records: JobRecords, _ account: Account) {
    name = job.directoryName
    record = nil
    self.records = records
    self.account = account
  }

  /// - Parameter courtesy: milliseconds that a keeper which is ending its session by itself may
  ///   still take: it tells attached clients why.
  /// - Returns: what could not be done by the deadline; nil when nothing is left.
  @discardableResult
  func run(courtesy: UInt64, until deadline: Instant) -> String? {
    if courtesy > 0 { waitForKeeper(.after(courtesy)) }
    let ended = group?.end(until: deadline) ?? true
    let cleaned = UserSessions(account).remove(name, until: deadline)
    removeSlurmsGroups()
    if let unit = record?.scope { Systemd.stopScope(unit, until: deadline) }
    let removed = group?.remove(until: deadline) ?? true
    guard ended, removed else {
      return "job \(name): \(ended ? "its group" : "a process in its group") is still there"
    }
    records.remove(name)
    return cleaned ? nil : "job \(name): files of \(account.name) could not be looked at"
  }

  private var group: JobGroup? {
    record?.group.flatMap(MemoryGroup.init(recordText:)).map { JobGroup(location: $0.location) }
  }

  private func waitForKeeper(_ deadline: Instant) {
    _ = AsUser.run(account, until: deadline) { _ in
      while SessionDirectory.isBusy(name) { usleep(10_000) }
    }
  }

  /// Slurm removes its groups of a job before our group in them is gone, and does not come back.
  private func removeSlurmsGroups() {
    guard let own = CgroupLocation.own, own.version == .v1, let job = JobID(directoryName: name)
    else { return }
    for slurm in Directory.names(own.mountPoint) where slurm.hasPrefix("slurm") {
      let path = "/\(slurm)/uid_\(account.uid)/job_\(job.number)"
      let place = CgroupLocation(version: .v1, mountPoint: own.mountPoint, path: path)
      JobGroup(location: place).removeEmpty()
    }
  }
}
