/// What becomes of a job whose session was ended by the batch system: it is over, or it runs again. Only
/// the server knows, and it may say for a moment that the ended run goes on.
public struct Following: Sendable {
  public enum Decision: Equatable, Sendable {
    case over
    case wait(JobReport)
    /// Another run of the job has begun.
    case attach(JobReport)
    /// After so many milliseconds.
    case ask(after: UInt64)
  }

  /// In milliseconds: an epilogue and a mom that polls take their time, and the user waits.
  private var pauses: ArraySlice<UInt64> = [1_000, 2_000, 3_000, 5_000, 10_000, 10_000]
  /// Nil where the server was never asked.
  private let run: JobRun?

  /// - Parameter run: the one whose session has ended.
  public init(after run: JobRun?) { self.run = run }

  public mutating func decide(_ answer: QstatAnswer) -> Decision {
    switch answer {
    case .wait(let report): return .wait(report)
    case .attach(let report, _):
      if let run, !report.run.isSame(as: run) { return .attach(report) }
    case .ending, .refuse(ExitStatus.tryAgain, _): break
    case .refuse: return .over
    }
    return pauses.popFirst().map { .ask(after: $0) } ?? .over
  }
}

extension AttachTarget {
  /// What a user reads before qconnect follows a job.
  ///
  /// - Parameter news: what became of the last connection; nil where that was said already.
  public func lineBeforeFollowing(_ news: String?) -> String {
    "\(news.map { "\($0); " } ?? "")\(title) is to run again"
  }
}
