import Cgroups
import Glibc
import Linux
import QGui

/// The start of a job on this node: its memory group, and its processes in it.
struct JobStart {
  private let call: HookCall
  private let account: Account
  private let records: JobRecords
  /// What the hook itself says.
  private let memory: MemorySize?
  private let run: UInt32?
  private let shell: (shell: ProcessIdentity, daemon: Int32)?

  /// Milliseconds for another hook of the job, for what it has left, for systemd.
  private static let patience: UInt64 = 10_000

  init(arguments: [String], memory: MemorySize?, run: UInt32?) throws {
    call = try HookCall(.prologue, arguments: arguments, environment: Machine.environment)
    account = try Account.ofJob(call)
    records = try JobRecords()
    self.memory = memory ?? call.memory
    self.run = run
    shell = JobShell.ofHook()
  }

  /// A new run of the job: what is here of an earlier one is ended first.
  func begin() throws {
    try locked {
      if let record = records.read(name) {
        // Another hook of the site's has met this run already, or an administrator calls it by hand.
        if isOurs(record), !isOfEarlierRun(record) { return try admit(into: record) }
        try endEarlier(record)
      }
      var record = fresh
      record.began = ProcessIdentity.current.startTime
      try contain(record)
    }
  }

  /// One more process of a job that has begun here, or the first where no hook has met the job.
  func launch() throws {
    guard shell != nil else {
      throw HookFailure("job \(call.job.key): no process of the job is above this hook")
    }
    try locked {
      if let record = records.read(name) {
        if isOfThisRun(record), record.began != nil || isRunning(record) {
          return try admit(into: record)
        }
        try endEarlier(record)
      }
      try contain(fresh)
    }
  }

  private var name: String { call.job.directoryName }

  private func locked(_ body: () throws -> Void) throws {
    guard let lock = JobLock(call.job, in: records, until: .after(Self.patience)) else {
      throw HookFailure("job \(call.job.key): no group, as another hook of it is at work")
    }
    defer { lock.release() }
    try body()
  }

  // MARK: the job that has a record

  private var fresh: JobRecord {
    var record = JobRecord(job: call.job, user: call.user, uid: account.uid)
    record.run = run
    return record
  }

  private func isOurs(_ record: JobRecord) -> Bool {
    record.uid == account.uid && record.job == call.job
  }

  private func isOfThisRun(_ record: JobRecord) -> Bool {
    guard isOurs(record) else { return false }
    guard let run, let recorded = record.run else { return true }
    return run == recorded
  }

  /// Where the hook does not count the runs, one is over when its shell is.
  private func isOfEarlierRun(_ record: JobRecord) -> Bool {
    guard let recorded = record.run else { return record.shell?.isAlive == false }
    return run.map { $0 != recorded } ?? false
  }

  /// Where no prologue has begun it, a run is there while a process of it is.
  private func isRunning(_ record: JobRecord) -> Bool {
    record.shell?.isAlive == true || record.jobGroup?.isEmpty == false
  }

  /// An earlier run of the job, or a job of the same number, of another server or another time.
  private func endEarlier(_ record: JobRecord) throws {
    guard isOurs(record) || record.shell?.isAlive != true else {
      throw HookFailure(
        "job \(call.job) of \(call.user): no group, as job \(record.job) of \(record.user) is here")
    }
    JobEnd(record, records).run(courtesy: 0, until: .after(Self.patience))
  }

  /// The batch system may have moved the process into a group of its own since: then ours is there.
  private func admit(into record: JobRecord) throws {
    guard let group = record.jobGroup, group.exists else { return try contain(record) }
    let isIn = shell.map { group.holds($0.shell) } ?? true
    guard isIn || place.isWhere(record) || !group.isEmpty else {
      _ = group.remove()
      return try contain(record)
    }
    guard let shell else { return }
    // Once: the record's age is the job's, by which log-ins choose among several.
    if record.shell == nil {
      var record = record
      record.shell = shell.shell
      try records.write(record)
    }
    if !isIn { try group.take(shell.shell) }
  }

  // MARK: its group

  private var place: JobGroupPlace {
    JobGroupPlace.decide(
      name,
      JobGroupPlace.Found(
        shell: shell.flatMap { CgroupLocation.of($0.shell.pid) },
        daemon: shell.map { CgroupLocation.of($0.daemon) } ?? .own,
        systemd: Systemd.isRunning, batchGroup: .ofBatchSystem(for: call.job),
        batchSystemWillLimit: call.system == .slurm && BatchSystem.slurmLimitsMemory))
  }

  private func contain(_ unfinished: JobRecord) throws {
    var record = unfinished
    record.shell = shell?.shell ?? record.shell
    let place = place
    if case .none(let reason) = place {
      try records.write(record)
      return log.note("job \(call.job.key): no group of its own: \(reason)")
    }
    record.limit = JobLimit.of(call, said: memory)
    record.scope = nil
    if case .scope(let unit) = place { record.scope = unit }
    // First the record: what is made after it can be told to be ours.
    try records.write(record)
    let location = try location(of: place, record)
    record.group = location.recordText
    try records.write(record)
    let group = JobGroup(location: location)
    try group.make(shell: shell?.shell, limit: record.limit)
    try group.delegate(to: account)
    let limit = record.limit.map { "\($0)" } ?? "none, as nothing says how much it may use"
    log.note("job \(call.job.key) of \(call.user): \(location.path), memory limit \(limit)")
  }

  private func location(of place: JobGroupPlace, _ record: JobRecord) throws -> CgroupLocation {
    if case .group(let location) = place { return location }
    guard let unit = record.scope, let shell = shell?.shell else {
      throw HookFailure("job \(call.job.key) has no shell")
    }
    let deadline = Instant.after(Self.patience)
    try Systemd.startScope(
      unit, around: shell, description: "Job \(call.job.key) of \(call.user)",
      limit: record.limit, until: deadline)
    while Instant.now < deadline {
      if let location = CgroupLocation.of(shell.pid), location.path.hasSuffix("/\(unit)") {
        return location
      }
      usleep(2_000)
    }
    throw HookFailure("job \(call.job.key): systemd did not move its shell to \(unit)")
  }
}

extension JobGroupPlace {
  /// Whether the group of a record is the one that would be made now.
  fileprivate func isWhere(_ record: JobRecord) -> Bool {
    switch self {
    case .scope(let unit): record.scope == unit
    case .group(let location): record.group == location.recordText
    case .none: false
    }
  }
}
