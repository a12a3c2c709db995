import Linux
import QGui

/// What the job asked for, where nobody said `--mem`.
enum RequestedMemory {
  /// Slurm says it in the environment, the batch system's cgroup by its limit; else qstat is
  /// asked; else the limits that the batch system has set, which hold for each process.
  static func ofJob(
    _ job: JobID?, _ environment: [String: String], outerLimit: MemorySize?
  ) -> MemorySize? {
    if let request = MemoryRequest.fromSlurm(environment) { return request }
    guard let job, outerLimit == nil else { return nil }
    return fromQstat(job, environment) ?? Machine.Limits.data ?? Machine.Limits.resident
  }

  private static func fromQstat(_ job: JobID, _ environment: [String: String]) -> MemorySize? {
    guard let qstat = try? ProgramPath.find("qstat", path: environment["PATH"]) else { return nil }
    return BatchSystem.report(of: job, qstat: qstat, environment: environment)?.memory
  }
}
