import Glibc

/// Milliseconds of CLOCK_MONOTONIC.
public struct Instant: Comparable, Sendable {
  public let milliseconds: UInt64

  public init(milliseconds: UInt64) { self.milliseconds = milliseconds }

  public static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Instant(milliseconds: UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000)
  }

  public static func after(_ milliseconds: UInt64) -> Instant {
    Instant(milliseconds: now.milliseconds + milliseconds)
  }

  /// 0 when it has passed.
  public var millisecondsLeft: UInt64 {
    let now = Instant.now.milliseconds
    return milliseconds > now ? milliseconds - now : 0
  }

  public static func < (one: Self, other: Self) -> Bool { one.milliseconds < other.milliseconds }
}
