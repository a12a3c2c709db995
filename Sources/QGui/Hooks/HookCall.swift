/// One call of a hook by a batch system: whose job it is, and what the call itself tells of it.
///
/// | system | prologue | epilogue |
/// |---|---|---|
/// | OpenPBS | jobid user group | jobid user group jobname session resources used queue account status |
/// | Torque | jobid user group jobname resources queue account script | the same with session, used, status |
/// | Slurm | no arguments: `SLURM_JOB_ID`, `SLURM_JOB_USER` (slurm.conf(5), "Prolog and Epilog Scripts") | the same |
public struct HookCall: Equatable, Sendable {
  public enum Moment: String, Sendable {
    case prologue, epilogue
  }

  public enum System: Equatable, Sendable {
    case pbs, slurm
  }

  public let job: JobID
  public let user: AccountName
  public let system: System
  /// The request for this host, where the call itself says it: Torque's prologue does.
  public let memory: MemorySize?

  /// - Throws: `HookCallError` for anything that no batch system says.
  public init(
    _ moment: Moment, arguments: [String], environment: [String: String]
  ) throws(HookCallError) {
    if arguments.isEmpty {
      try self.init(slurm: environment)
    } else {
      try self.init(pbs: arguments, moment)
    }
  }

  private init(pbs arguments: [String], _ moment: Moment) throws(HookCallError) {
    guard arguments.count >= 3 else { throw HookCallError.arguments(arguments.count) }
    try self.init(job: arguments[0], user: arguments[1], .pbs, memory: nil)
    let saysResources = moment == .prologue && arguments.count >= 8
    guard saysResources else { return }
    self = HookCall(
      job: job, user: user, system: .pbs,
      memory: TorqueResources(arguments[4]).memoryPerHost)
  }

  private init(slurm environment: [String: String]) throws(HookCallError) {
    guard let job = environment["SLURM_JOB_ID"], let user = environment["SLURM_JOB_USER"] else {
      throw HookCallError.arguments(0)
    }
    try self.init(job: job, user: user, .slurm, memory: nil)
  }

  private init(job: String, user: String, _ system: System, memory: MemorySize?)
    throws(HookCallError)
  {
    guard let id = try? JobID(job), !id.isArrayParent else { throw HookCallError.job(job) }
    guard let name = AccountName(user) else { throw HookCallError.user(user) }
    self.init(job: id, user: name, system: system, memory: memory)
  }

  private init(job: JobID, user: AccountName, system: System, memory: MemorySize?) {
    self.job = job
    self.user = user
    self.system = system
    self.memory = memory
  }
}

/// A call that no batch system makes.
public enum HookCallError: Error, Equatable, Sendable, CustomStringConvertible {
  case arguments(Int)
  case job(String)
  case user(String)

  /// One line, safe to print: what is wrong, and what to do.
  public var description: String {
    switch self {
    case .arguments(0):
      "no arguments and no SLURM_JOB_ID: call it as pbs/prologue and pbs/epilogue do"
    case .arguments(let count):
      "\(count) arguments: hand on all that the batch system gives, as in prologue \"$@\""
    case .job(let text): "'\(text.printable(limit: 40))' is no job that can run"
    case .user(let text): "'\(text.printable(limit: 40))' is no user's name"
    }
  }
}
