import Cgroups
import Glibc
import Linux
import QGui

/// Before a job's first command: its memory group, and its shell in it.
struct Prologue {
  private let call: HookCall
  private let account: Account
  private let records: JobRecords
  /// What the hook itself says.
  private let memory: MemorySize?
  private let shell: (shell: ProcessIdentity, daemon: Int32)?

  /// Milliseconds for another hook of the job, for what it has left, for systemd.
  private static let patience: UInt64 = 10_000

  init(arguments: [String], memory: MemorySize?) throws {
    let environment = Machine.environment
    call = try HookCall(.prologue, arguments: arguments, environment: environment)
    account = try Account.ofJob(call)
    records = try JobRecords()
    self.memory = memory ?? call.memory
    shell = JobShell.ofHook()
  }

  func run() throws {
    guard let lock = JobLock(call.job, in: records, until: .after(Self.patience)) else {
      throw HookFailure("job \(call.job.key): no group, as another hook of it is at work")
    }
    defer { lock.release() }
    if let record = records.read(call.job.directoryName), try join(record) { return }
    let place = JobGroupPlace.decide(call.job.directoryName, found)
    var record = JobRecord(job: call.job, user: call.user, uid: account.uid)
    record.shell = shell?.shell
    if case .none(let reason) = place {
      try records.write(record)
      return log.note("job \(call.job.key): no group of its own: \(reason)")
    }
    record.limit = JobLimit.of(call, said: memory)
    if case .scope(let unit) = place { record.scope = unit }
    try make(place, record)
  }

  private var found: JobGroupPlace.Found {
    JobGroupPlace.Found(
      shell: shell.flatMap { CgroupLocation.of($0.shell.pid) },
      daemon: shell.map { CgroupLocation.of($0.daemon) } ?? .own,
      systemd: Systemd.isRunning,
      batchSystemWillLimit: call.system == .slurm && BatchSystem.slurmLimitsMemory)
  }

  /// Another hook of the same job, or another of its shells, as tm(3) starts them on a host of the
  /// job: they share one group. What an earlier run of the job has left is ended first.
  private func join(_ record: JobRecord) throws -> Bool {
    guard record.uid == account.uid, record.job == call.job else {
      try endOther(record)
      return false
    }
    // It is in the batch system's own group, in which this very run of it may be.
    if record.jobGroup == nil, record.scope == nil { return false }
    guard let group = record.jobGroup, group.exists, !group.isEmpty || shell == nil else {
      JobEnd(record, records).run(courtesy: 0, until: .after(Self.patience))
      return false
    }
    if let shell { try group.take(shell.shell) }
    return true
  }

  /// A job of the same number, of another server or another time.
  private func endOther(_ record: JobRecord) throws {
    guard record.shell?.isAlive != true else {
      throw HookFailure(
        "job \(call.job) of \(call.user): no group, as job \(record.job) of \(record.user) is here")
    }
    JobEnd(record, records).run(courtesy: 0, until: .after(Self.patience))
  }

  private func make(_ place: JobGroupPlace, _ unfinished: JobRecord) throws {
    var record = unfinished
    // First the record: what is made after it can be told to be ours.
    try records.write(record)
    let location = try self.location(of: place, record)
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
