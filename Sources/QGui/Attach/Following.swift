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
  /// The server's last report of the ended run, which it may forget at once.
  public private(set) var last: JobReport?

  /// - Parameter run: the one whose session has ended.
  public init(after run: JobRun?) { self.run = run }

  public mutating func decide(_ answer: QstatAnswer) -> Decision {
    switch answer {
    case .wait(let report): return .wait(report)
    case .attach(let report, _):
      if let run, !report.run.isSame(as: run) { return .attach(report) }
    case .ending(let report): last = report
    case .refuse(ExitStatus.tryAgain, _): break
    case .refuse: return .over
    }
    return pauses.popFirst().map { .ask(after: $0) } ?? .over
  }
}

extension AttachTarget {
  /// What a user reads while the batch server alone knows why a session has ended.
  public var lineBeforeAsking: String {
    "the session of \(title) has ended: qconnect asks the batch server why"
  }

  /// What a user reads before qconnect follows a job.
  ///
  /// - Parameter news: what became of the last connection; nil where that was said already.
  public func lineBeforeFollowing(_ news: String?) -> String {
    "\(news.map { "\($0); " } ?? "")\(title) is to run again"
  }
}
