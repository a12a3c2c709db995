/// When to warn that memory comes near its limit, and when to look again.
public struct MemoryWarnings: Sendable {
  /// In per cent of the limit.
  public static let levels = [80, 90, 95]
  /// How far use must fall below a level, in per cent of the limit, before the level counts again:
  /// of what hovers about it one warning is enough.
  public static let hysteresis = 5
  /// The shortest and the longest time between two looks, in milliseconds.
  public static let pauses: ClosedRange<UInt64> = 2_000...30_000
  /// Milliseconds for each per cent that is left below the first level.
  private static let pausePerCent: UInt64 = 500

  /// Whether the kernel tells, from now on, when the first level is reached.
  public var isTold: Bool

  private let limit: MemorySize
  private var used = MemorySize(bytes: 0)
  /// The levels that use has not fallen from since.
  private var reached: Set<Int> = []

  /// - Parameter limit: 0 bytes are no limit to come near to.
  public init(limit: MemorySize, isTold: Bool) {
    self.limit = limit
    self.isTold = isTold
  }

  /// The highest level, in per cent, that is newly reached: once on the way up, and again only
  /// after use has fallen below it by `hysteresis`.
  public mutating func see(_ used: MemorySize) -> Int? {
    guard limit.bytes > 0 else { return nil }
    self.used = used
    reached = reached.filter { used > limit.share($0 - Self.hysteresis) }
    let new = Self.levels.filter { used >= limit.share($0) && !reached.contains($0) }
    reached.formUnion(new)
    return new.max()
  }

  /// Milliseconds until the next look, the fewer the nearer; nil where nothing is near and the
  /// kernel tells.
  public var nextLook: UInt64? {
    guard !isTold, limit.bytes > 0 else { return nil }
    let left = limit.share(Self.levels[0]).bytes.subtractingReportingOverflow(used.bytes)
    let perCent = left.overflow ? 0 : left.partialValue / max(limit.bytes / 100, 1)
    return min(max(perCent * Self.pausePerCent, Self.pauses.lowerBound), Self.pauses.upperBound)
  }
}

extension MemorySize {
  /// - Parameter perCent: 0 to 100.
  public func share(_ perCent: Int) -> MemorySize {
    let share = UInt64(perCent)
    return MemorySize(bytes: bytes / 100 * share + bytes % 100 * share / 100)
  }
}
