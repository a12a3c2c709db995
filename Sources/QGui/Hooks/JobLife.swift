/// Whether a job still runs, from what root sees of it long after its prologue: what the sweep
/// goes by, which must never touch a live one.
public enum JobLife: Equatable, Sendable {
  case live
  case dead
  /// Nobody can say: it is left alone.
  case unsure

  /// What the batch system says of a job.
  public enum Answer: Equatable, Sendable {
    case running, gone, silent
  }

  /// - Parameters:
  ///   - shell: whether the recorded session leader is alive; nil where none is recorded.
  ///   - age: seconds since the prologue.
  ///   - answer: asked only where the rest does not decide.
  public static func decide(shell: Bool?, age: UInt64, answer: () -> Answer) -> JobLife {
    // Its epilogue may be running, or its prologue.
    if shell == true || age < Self.youth { return .live }
    switch answer() {
    case .running: return .live
    case .gone: return .dead
    case .silent: return .unsure
    }
  }

  /// Seconds.
  static let youth: UInt64 = 60
}

extension JobLife.Answer {
  /// From `qstat -f JOB`, asked by root: 153 is an unknown job on every system, 35 one of OpenPBS
  /// that has ended.
  ///
  /// - Parameter report: what it says of this very job; nil where that is not understood.
  public init(qstatStatus: Int32, report: JobReport?) {
    switch qstatStatus {
    case 0:
      guard let report else {
        self = .silent
        return
      }
      // U is a job of Slurm's that failed or ran out of time.
      let ended: Set<JobState> =
        report.isSlurm
        ? [.completed, .finished, .expired, .userBusy] : [.completed, .finished, .expired]
      self = ended.contains(report.state) ? .gone : .running
    case 35, 153: self = .gone
    default: self = .silent
    }
  }
}
