/// What qconnect does about a node that has not answered yet: it may be slow, or down, or its user types a
/// password.
public struct NodeSilence: Sendable {
  public enum Step: Equatable, Sendable {
    /// Tell the user.
    case tell
    /// Ask the batch server whether the job is still there.
    case ask
    case giveUp
  }

  /// In milliseconds after the beginning. ssh itself gives up sooner where nothing connects.
  private var steps: ArraySlice<(time: UInt64, step: Step)> = [
    (5_000, .tell), (30_000, .ask), (60_000, .ask), (90_000, .ask), (150_000, .giveUp),
  ]

  public init() {}

  /// When the next step is due, in milliseconds after the beginning; nil after the last.
  public var nextTime: UInt64? { steps.first?.time }

  /// - Parameter elapsed: in milliseconds since the beginning.
  /// - Returns: nil where none is due.
  public mutating func next(elapsed: UInt64) -> Step? {
    guard let first = steps.first, first.time <= elapsed else { return nil }
    steps.removeFirst()
    return first.step
  }

  /// What the user reads: one line, safe to print.
  ///
  /// - Parameter server: what the batch server says of the job; nil where it was not asked.
  public static func line(place: String, server: String?) -> String {
    let known = server.map { "; \($0)" } ?? ""
    return "\(place) does not answer yet\(known): waiting for it, Ctrl-C leaves it"
  }
}

extension QstatAnswer {
  /// Whether the job is where it was, as far as the server says.
  ///
  /// - Parameter run: the one that was there; nil where it is not known.
  public func isStill(_ run: JobRun?) -> Bool {
    switch self {
    case .attach(let report, _): run.map(report.run.isSame) ?? true
    case .refuse(let status, _): status == ExitStatus.tryAgain
    case .wait, .ending: false
    }
  }
}
