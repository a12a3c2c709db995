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
  /// How long it may run; nil where that is not limited, or not in these words.
  public let walltime: WallTime?
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
    guard let id = try? JobID(report.id), let state = report["job_state"], state.count == 1,
      let owner = report["Job_Owner"]?.prefix(while: { $0 != "@" }), !owner.isEmpty
    else { return nil }
    self.id = id
    self.state = JobState(letter: state[state.startIndex])
    self.owner = String(owner)
    isSlurm = id.server == nil && report["server"] == nil
    execHost = report["exec_host"].flatMap { [isSlurm] in ExecHost($0, isSlurm: isSlurm) }
    guard execHost != nil || report["exec_host"] == nil else { return nil }
    name = report["Job_Name"]?.printable(limit: 80) ?? ""
    comment = report.comment?.remark
    startTime = report["Execution_Time"]?.remark
    // Such is a plan that came to nothing (qstat(1B)).
    estimatedStart = report.estimatedStart.flatMap { $0 == "UNKNOWN" ? nil : $0.remark }
    walltime = report["Resource_List.walltime"].flatMap { try? WallTime(option: $0) }
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

extension String {
  fileprivate var remark: String? {
    let text = trimmed.printable(limit: 160)
    return text.isEmpty ? nil : text
  }
}
