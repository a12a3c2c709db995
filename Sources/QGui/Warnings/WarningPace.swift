/// That nobody is told of one cause again and again.
public struct WarningPace: Sendable {
  /// In milliseconds.
  public static let pause: UInt64 = 60_000

  private var told: [Warning.Cause: UInt64] = [:]

  public init() {}

  /// Whether a warning may be told: a yes counts as one that was.
  ///
  /// - Parameter now: in milliseconds of any clock that never goes back.
  public mutating func allows(_ cause: Warning.Cause, now: UInt64) -> Bool {
    if let next = next(cause), now < next { return false }
    told[cause] = now
    return true
  }

  /// When the next one may be told; nil for at once.
  public func next(_ cause: Warning.Cause) -> UInt64? { told[cause].map { $0 + Self.pause } }
}
