/// The exit status that the batch system gives a job which has ended: the job's own, 256 + a signal's
/// number, or one below 0 that names what the system did (`JOB_EXEC_…` in `job.h` of OpenPBS and
/// `pbs_job.h` of Torque, where the same numbers mean other things).
public struct JobExitStatus: Equatable, Sendable {
  public enum System: String, Sendable {
    /// As qstat names the attribute.
    case openPBS = "Exit_status"
    case torque = "exit_status"
  }

  public let system: System
  public let value: Int32

  public init(_ system: System, _ value: Int32) {
    self.system = system
    self.value = value
  }

  /// The limit at which the system ended the job. Torque does not tell `mem` from `vmem` here.
  var exceeded: ExceededLimit.Resource? {
    switch (system, value) {
    case (.openPBS, -29), (.torque, -11): .walltime
    case (.openPBS, -28), (.torque, -12): .cput
    case (.openPBS, -27): .mem
    case (.openPBS, -26), (.torque, -10): .vmem
    case (.openPBS, -25), (.openPBS, -24): .ncpus
    default: nil
    }
  }

  /// Whether a SIGTERM ended the job, as qdel, qrerun and the end of a reservation send it.
  var isOfTerminate: Bool { value == 256 + 15 }
}

extension QstatReport {
  /// What the job's exit status says; nil where it has none yet.
  var exitStatus: JobExitStatus? {
    let systems: [JobExitStatus.System] = [.openPBS, .torque]
    return systems.lazy.compactMap { [remarks] system in
      remarks[system.rawValue].flatMap { Int32($0) }.map { JobExitStatus(system, $0) }
    }.first
  }
}

extension EndReason {
  /// The reason with what the batch system says of the job, once that is over.
  ///
  /// - Parameter report: nil where the system says nothing.
  public func explained(by report: JobReport?) -> EndReason {
    guard let report, report.state.isOver, let status = report.exitStatus else { return self }
    if let resource = status.exceeded {
      return explained(by: EndReason(report.exceeded(resource, status.system)))
    }
    guard status.isOfTerminate, self == .killed || self == .unknown || mayBeOfASignal else {
      return self
    }
    return explained(by: .deleted(15))
  }
}

extension JobReport {
  fileprivate func exceeded(
    _ resource: ExceededLimit.Resource, _ system: JobExitStatus.System
  ) -> ExceededLimit {
    let limit = limits[resource]
    // -10 of Torque is any of its limits of memory: the one that the job has.
    let others: [ExceededLimit.Resource] = [.vmem, .pvmem, .mem, .pmem]
    if system == .torque, resource == .vmem, limit == nil,
      let own = others.first(where: { limits[$0] != nil })
    {
      return ExceededLimit(own, used: nil, limit: limits[own])
    }
    return ExceededLimit(resource, used: nil, limit: limit)
  }
}

extension JobState {
  /// Whether the job has ended, or is about to whatever happens.
  var isOver: Bool {
    switch self {
    case .completed, .finished, .expired, .exiting: true
    default: false
    }
  }
}
