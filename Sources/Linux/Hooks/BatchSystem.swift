import QGui

/// The batch system's own commands and files on this node, as root uses them.
public enum BatchSystem {
  /// A server that does not answer must not hold up a job, in milliseconds.
  public static let patience: UInt64 = 3_000

  /// What `qstat -f` says of a job, as `environment` has qstat find its server.
  ///
  /// - Returns: nil where it says nothing, or nothing of this job.
  public static func report(
    of job: JobID, qstat: String, environment: [String: String]
  ) -> JobReport? {
    let command = Command(path: qstat, arguments: ["-f", "\(job)"], environment: environment)
    let answer = (try? Captured.run(command, until: .after(patience))) ?? nil
    return answer.flatMap { report(of: job, $0) }
  }

  private static func report(of job: JobID, _ answer: Captured) -> JobReport? {
    guard answer.status == 0, let report = QstatReport(answer.output).flatMap(JobReport.init),
      report.id.number == job.number, report.id.index == job.index
    else { return nil }
    return report
  }

  /// What a hook of root's is to know of a new job's memory, where the call does not say it.
  public static func memory(of job: JobID, _ system: HookCall.System, cpus: String?) -> MemorySize?
  {
    switch system {
    case .slurm:
      let said = ask("scontrol", ["--oneliner", "show", "job", "\(job.number)"])
      return said.flatMap { SlurmAllocation.memory(ofJob: $0.output, cpus: cpus) }
    case .pbs:
      return ask("qstat", ["-f", "\(job)"]).flatMap { report(of: job, $0)?.memory }
    }
  }

  /// Whether a job of long ago still runs. Asked of qstat, which is every batch system's.
  public static func answer(about job: JobID) -> JobLife.Answer {
    guard let said = ask("qstat", ["-f", "\(job)"]) else { return .silent }
    return JobLife.Answer(qstatStatus: said.status, report: report(of: job, said))
  }

  /// Whether Slurm puts jobs into memory groups of its own. Where its files are not found it may
  /// well do so.
  public static var slurmLimitsMemory: Bool { CheckedNode().slurmLimitsMemory ?? true }

  /// Whether a user has a running job on this node.
  public static func runsJob(of user: AccountName, on node: String) -> NodeAccess.Answer {
    for subjobs in [true, false] {
      guard let said = ask("qstat", JobsOfUser.arguments(user: user, subjobs: subjobs)) else {
        return .silent
      }
      if said.status == 0 {
        return JobsOfUser.answer(on: node, list: said.output) { showsAllJobs }
      }
    }
    return .silent
  }

  /// Slurm shows root all jobs (slurm.conf(5), PrivateData), and its qstat knows no servers.
  private static var showsAllJobs: Bool? {
    if CheckedNode().hasSlurm { return true }
    let servers = ask("qstat", JobsOfUser.serverArguments)
    return servers.flatMap { $0.status == 0 ? JobsOfUser.showsAll(servers: $0.output) : nil }
  }

  /// - Returns: nil for an answer that is cut off too: a job may be missing in it.
  private static func ask(_ name: String, _ arguments: [String]) -> Captured? {
    let node = CheckedNode()
    let said = node.batchCommand(name).flatMap { node.run($0, arguments) }
    return said?.isWhole == true ? said : nil
  }
}
