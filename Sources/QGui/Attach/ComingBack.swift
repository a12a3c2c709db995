/// Whether qconnect attaches again by itself, once an attachment is over: where the connection was
/// lost and the session most likely was not.
public struct ComingBack: Equatable, Sendable {
  public enum Decision: Equatable, Sendable {
    case over
    /// After so many milliseconds.
    case again(pause: UInt64)
  }

  /// In milliseconds, before what chance adds; the last is repeated.
  private static let pauses: [UInt64] = [
    1_000, 2_000, 5_000, 10_000, 20_000, 40_000, 60_000,
  ]
  /// An attachment that lasted longer, in milliseconds, was a good one.
  private static let goodTime: UInt64 = 60_000

  private var hasBeenAttached = false
  private var failures = 0
  /// When the batch server was asked where the job runs.
  private var lastQuestion: UInt64?

  public init() {}

  /// A connection that never came about is not tried again: the user is there, and sees why.
  ///
  /// - Parameters:
  ///   - attachedFor: how long bytes flowed, in milliseconds; nil when they never did this time.
  ///   - random: any number, each as likely as the others.
  public mutating func decide(
    _ end: AttachEnd, attachedFor: UInt64?, random: UInt32
  ) -> Decision {
    hasAttached(for: attachedFor)
    guard hasBeenAttached, end.mayPass else { return .over }
    defer { failures += 1 }
    let pause = Self.pauses[min(failures, Self.pauses.count - 1)]
    return .again(pause: Jitter.added(to: pause, random: random))
  }

  /// An attachment is over, whatever follows.
  ///
  /// - Parameter attachedFor: as that of `decide`.
  public mutating func hasAttached(for attachedFor: UInt64?) {
    guard let attachedFor else { return }
    hasBeenAttached = true
    if attachedFor > Self.goodTime { failures = 0 }
  }

  /// Whether the batch server may be asked now where the job runs: a yes counts as a question.
  /// Where it may not, the node that is known is tried.
  ///
  /// - Parameter now: in milliseconds of any clock that never goes back.
  public mutating func asksServer(now: UInt64) -> Bool {
    if let lastQuestion, now < lastQuestion + WaitingPace.shortestPause { return false }
    lastQuestion = now
    return true
  }

  /// The same, after a node fell silent: the first time the server is asked at once.
  public mutating func asksServerOfSilence(now: UInt64) -> Bool {
    guard failures == 0 else { return asksServer(now: now) }
    lastQuestion = now
    return true
  }

  /// The server was asked for another reason.
  public mutating func hasAskedServer(now: UInt64) { lastQuestion = now }
}

extension AttachEnd {
  /// Whether another attachment may go well, though this one ended.
  fileprivate var mayPass: Bool {
    switch self {
    case .connectionLost, .noAnswer, .lost(.restarted), .lost(.closed), .notReady: true
    case .nodeFailed(let failure): failure.mayPass
    case .detached, .clientLeft, .ended, .lost, .absent, .otherVersion, .flooded:
      false
    }
  }

  /// What a user sees before qconnect attaches again by itself: one line, safe to print.
  ///
  /// - Parameters:
  ///   - program: as the node named it, not trusted; empty when it did not.
  ///   - place: the node's name, or `this machine`.
  ///   - server: what the batch server says of the job; nil where it was not asked.
  ///   - pause: in milliseconds.
  public func lineBeforeAgain(
    target: AttachTarget, program: String, place: String, server: String? = nil, pause: UInt64
  ) -> String {
    let seconds = max(1, (pause + 500) / 1000)
    let known = server.map { "; \($0)" } ?? ""
    return "\(loss(target, program, place))\(known): trying again in \(seconds) s, Ctrl-C leaves it"
  }

  /// What became of the connection. Of a session on a node that does not answer nothing is known.
  ///
  /// - Parameters: as those of `lineBeforeAgain`.
  public func loss(_ target: AttachTarget, _ program: String, _ place: String) -> String {
    let program = program.isEmpty ? target.title : program.printable(limit: 60)
    return switch self {
    case .lost(.restarted): "the display of \(program) was lost and started again"
    case .lost: "xpra closed the connection; \(program) goes on"
    case .notReady: "the display of \(program) is not ready yet"
    case .nodeFailed: "\(place) cannot be reached now"
    case .noAnswer: "\(place) does not answer"
    default: "the connection to \(place) was lost"
    }
  }
}
