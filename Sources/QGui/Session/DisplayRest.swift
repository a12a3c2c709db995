/// That a terminal's display came to rest: how often so far, and why the last time.
public struct DisplayRest: Equatable, Sendable {
  public enum Cause: String, CaseIterable, Sendable {
    /// xpra was stopped.
    case stopped
    /// A server failed.
    case failed
    /// The display was to start again, and something else has its number.
    case taken
  }

  public let count: UInt64
  public let cause: Cause

  public init(count: UInt64, cause: Cause) {
    self.count = count
    self.cause = cause
  }

  /// Reads what `text` gives: the count, a space, the cause.
  public init?(text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2, let count = UInt64(words[0]),
      let cause = Cause(rawValue: String(words[1]))
    else { return nil }
    self.init(count: count, cause: cause)
  }

  public var text: String { "\(count) \(cause.rawValue)" }
}

/// When a client that waits for a display wakes it: at most once, whether it rests already or comes to
/// rest while the client waits. What rests again after that would go on resting.
public struct DisplayWaking: Sendable {
  public enum Step: Equatable, Sendable {
    case wait
    case wake
    case giveUp(DisplayRest.Cause)
  }

  /// The rest from which the display was woken.
  private var woken: DisplayRest?

  public init() {}

  /// - Parameter record: the session's, as it is now.
  public mutating func look(_ record: SessionRecord?) -> Step {
    guard let record, record.state == .resting, let rest = record.rest else { return .wait }
    guard let woken else {
      woken = rest
      return .wake
    }
    return rest == woken ? .wait : .giveUp(rest.cause)
  }
}
