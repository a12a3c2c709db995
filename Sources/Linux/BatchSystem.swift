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
    guard let answer = try? Captured.run(command, until: .after(patience)), answer.status == 0,
      let report = QstatReport(answer.output).flatMap(JobReport.init),
      report.id.number == job.number, report.id.index == job.index
    else { return nil }
    return report
  }

  /// What a hook of root's is to know of a new job's memory, where the call does not say it.
  public static func memory(of job: JobID, _ system: HookCall.System, cpus: String?) -> MemorySize?
  {
    switch system {
    case .slurm:
      let said = root("scontrol", ["--oneliner", "show", "job", "\(job.number)"])
      return said.flatMap { SlurmAllocation.memory(ofJob: $0.output, cpus: cpus) }
    case .pbs:
      guard let qstat = Tools.find("qstat", beside: folders) else { return nil }
      return report(of: job, qstat: qstat, environment: rootEnvironment)?.memory
    }
  }

  /// Whether a job of long ago still runs. Asked of qstat, which is every batch system's.
  public static func answer(about job: JobID) -> JobLife.Answer {
    guard let said = root("qstat", ["-f", "\(job)"]) else { return .silent }
    return JobLife.Answer(
      qstatStatus: said.status, job: job, report: QstatReport(said.output).flatMap(JobReport.init))
  }

  /// Whether Slurm puts jobs into memory groups of its own. Where its files are not found it may
  /// well do so.
  public static var slurmLimitsMemory: Bool {
    let given = Machine.environment["SLURM_CONF"].map { [String($0.dropLastName)] } ?? []
    for folder in given + ["/etc/slurm", "/run/slurm/conf"] where folder.hasPrefix("/") {
      guard let slurm = File.read(folder + "/slurm.conf") else { continue }
      return SlurmAllocation.limitsMemory(
        slurmConf: slurm, cgroupConf: File.read(folder + "/cgroup.conf") ?? "")
    }
    return true
  }

  /// Where batch systems are installed that no distribution has.
  static var folders: [String] {
    let own = (File.read("/etc/pbs.conf") ?? "").split(separator: "\n").compactMap { line in
      line.hasPrefix("PBS_EXEC=/") ? "\(line.dropFirst("PBS_EXEC=".count))/bin" : nil
    }
    return own + ["/opt/pbs/bin", "/opt/torque/bin", "/opt/slurm/bin"]
  }

  private static func root(_ name: String, _ arguments: [String]) -> Captured? {
    guard let path = Tools.find(name, beside: folders) else { return nil }
    let command = Command(path: path, arguments: arguments, environment: rootEnvironment)
    return (try? Captured.run(command, until: .after(patience))) ?? nil
  }

  /// Where the files of the batch system are, and nothing else that a user could have set.
  private static var rootEnvironment: [String: String] {
    let kept = Machine.environment.filter { ["SLURM_CONF", "PBS_CONF_FILE"].contains($0.key) }
    return kept.merging(["PATH": Tools.path, "LC_ALL": "C.UTF-8"]) { _, ours in ours }
  }
}

extension String {
  fileprivate var dropLastName: Substring { self[..<(lastIndex(of: "/") ?? startIndex)] }
}
