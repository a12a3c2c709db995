/// What the batch system says about one job, with every value checked or made safe.
public struct JobReport: Equatable, Sendable {
  public let id: JobID
  /// Safe to print, at most 80 characters before escapes; empty where the system gave none.
  public let name: String
  /// The login name of the job's owner, not safe to print.
  public let owner: String
  public let state: JobState
  /// Where the job runs or ran; nil before it starts.
  public let execHost: ExecHost?
  /// Every name under which the first host may be known; empty before the job starts. That of
  /// `exec_host` comes first: a site's ssh_config and known_hosts may have short names alone.
  public let hostNames: [HostName]
  /// What tells this run of the job from another.
  public let run: JobRun
  /// Why it is held; nil where it is not.
  public let hold: JobHold?
  /// The server's remark, such as why the job waits. One line, safe to print, at most 160
  /// characters before escapes. It may be forged by the owner: for people's eyes only.
  public let comment: String?
  /// When a waiting job may start, in the server's words and time zone; safe to print.
  public let startTime: String?
  /// When OpenPBS expects a queued job to start, in the same words; safe to print, and for people's
  /// eyes only. Nil on other systems, and where its scheduler made no plan for the job.
  public let estimatedStart: String?
  /// Whether Slurm's PBS commands printed it.
  public let isSlurm: Bool
  /// The job's memory on its first host; nil where it asked for none or has no host yet.
  public let memory: MemorySize?
  /// What the job asks for, or what a queue gave it, over all hosts; nil where there is none.
  public let requestedMemory: MemorySize?
  /// How long it may run; nil where that is not limited, or not in these words.
  public let walltime: WallTime?
  /// Whether its CPU time is limited: lists have that in the place of the time on the clock.
  public let limitsCPUTime: Bool
  /// How long it has run, in seconds, as of some minutes ago at worst, and without the time for which
  /// it was suspended. Nil where the system does not say.
  public let walltimeUsed: UInt64?

  /// What the batch system says of the job's end; nil before it. For people's eyes, as `comment`.
  public let exitStatus: JobExitStatus?
  /// The limits that the batch system enforces, in seconds, bytes or cores.
  let limits: [ExceededLimit.Resource: UInt64]

  /// - Returns: nil where the id, the owner or the state is missing, or where one of them or the
  ///   hosts are not of the strict form.
  public init?(_ report: QstatReport) {
    guard let id = try? JobID(report.id), let letter = report["job_state"], letter.count == 1,
      let owner = report["Job_Owner"]?.prefix(while: { $0 != "@" }), !owner.isEmpty
    else { return nil }
    self.id = id
    let state = JobState(letter: letter[letter.startIndex])
    self.state = state
    self.owner = String(owner)
    isSlurm = id.server == nil && report["server"] == nil
    execHost = report["exec_host"].flatMap { [isSlurm] in ExecHost($0, isSlurm: isSlurm) }
    guard execHost != nil || report["exec_host"] == nil else { return nil }
    hostNames = execHost.map { report.hostNames(first: $0.first) } ?? []
    run = report.run(on: execHost?.first)
    hold =
      state == .held
      ? JobHold(types: report["Hold_Types"], depend: report["depend"]) : nil
    requestedMemory = report["Resource_List.mem"].flatMap { MemorySize(reported: $0) }
    name = report["Job_Name"]?.printable(limit: 80) ?? ""
    comment = report.comment?.remark
    startTime = report["Execution_Time"]?.remark
    // Such is a plan that came to nothing (qstat(1B)).
    estimatedStart = report.estimatedStart.flatMap { $0 == "UNKNOWN" ? nil : $0.remark }
    walltime = report["Resource_List.walltime"].flatMap { try? WallTime(option: $0) }
    limitsCPUTime = report["Resource_List.cput"] != nil
    walltimeUsed = report["resources_used.walltime"].flatMap { ListedTime.seconds($0[...]) }
    memory = execHost.flatMap { report.memoryPerHost(on: $0) }
    exitStatus = report.exitStatus
    let limits = ExceededLimit.Resource.allCases.map { ($0, report.limit(of: $0)) }
    self.limits = Dictionary(limits) { first, _ in first }.compactMapValues { $0 }
  }
}

extension QstatReport {
  fileprivate func limit(of resource: ExceededLimit.Resource) -> UInt64? {
    guard let text = self["Resource_List.\(resource.rawValue)"] else { return nil }
    return switch resource {
    case .walltime, .cput, .pcput: ListedTime.seconds(text[...])
    case .mem, .pmem, .vmem, .pvmem: MemorySize(reported: text)?.bytes
    case .ncpus: strictDecimal(text.utf8, upTo: 1_000_000)
    }
  }
}

extension JobReport {
  /// The remark, where it says why the job is as it is: the servers leave what they wrote when it was
  /// started, held or released before.
  var reason: String? {
    guard let comment else { return nil }
    let past = ["Job run at ", "Job started on "] + (state == .held ? [] : ["Job held by "])
    return (past + ["Job released by "]).contains { comment.hasPrefix($0) } ? nil : comment
  }

  /// Whether Torque has removed it before it ran, as the job that it waited for failed.
  var wasRemoved: Bool { comment?.hasPrefix("Job deleted as result of dependency") == true }

  /// Whether the batch system has stopped its processes.
  public var isSuspended: Bool { state == .suspended || state == .userBusy && !isSlurm }

  /// What is known of the job where its node is silent.
  public var lineOfPlace: String? {
    let verb = isSuspended ? "is suspended" : "runs"
    return hostNames.first.map { "the batch server says that job \(id.key) \(verb) on \($0)" }
  }

  /// What a user reads before the windows of a suspended job come up; nil for other jobs.
  public var lineOfSuspension: String? {
    guard isSuspended else { return nil }
    let why = reason.map { " (\($0))" } ?? ""
    return "job \(id.key) is suspended\(why): its windows show, and do not react until it runs on"
  }
}

extension QstatReport {
  /// The name in `exec_host2` is whole, with the mom's port behind it: `node01.cluster.example:15002/0`.
  fileprivate func hostNames(first: HostName) -> [HostName] {
    let term = self["exec_host2"]?.prefix { $0 != "/" && $0 != "+" }
    let full = term.flatMap { HostName($0.prefix { $0 != ":" }) }
    guard let full, full != first else { return [first] }
    return [first, full]
  }
}

extension String {
  fileprivate var remark: String? {
    let text = trimmed.printable(limit: 160)
    return text.isEmpty ? nil : text
  }
}
