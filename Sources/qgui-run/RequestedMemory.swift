import Linux
import QGui

/// What the job asked for, where its user did not say `--mem`.
struct RequestedMemory {
  let size: MemorySize?
  /// What is known where there is no size.
  let request: Containment.Missing.Request

  /// The user's own word.
  init(option size: MemorySize?) {
    self.size = size
    request = .none
  }

  /// Slurm says it in the environment, the batch system's cgroup by its limit; else qstat is
  /// asked; else the limits that the batch system has set, which hold for each process.
  init(ofJob job: JobID?, _ environment: [String: String], outerLimit: MemorySize?) {
    let inherited = Inheritance.own
    if let slurm = MemoryRequest.fromSlurm(environment) {
      (size, request) = (slurm, .none)
    } else if let job, outerLimit == nil {
      let report = Self.report(of: job, environment)
      size = report?.memory ?? inherited.data ?? inherited.resident
      request = report == nil ? .unknown : .none
    } else {
      (size, request) = (nil, job == nil ? .noJob : .none)
    }
  }

  private static func report(of job: JobID, _ environment: [String: String]) -> JobReport? {
    guard let qstat = try? BatchCommand.find("qstat", environment: environment) else { return nil }
    return BatchSystem.report(of: job, qstat: qstat, environment: environment)
  }
}
