/// Whether this node's clock can be right. Records of sessions and jobs have their age by it, and
/// ssh keys and tickets their validity.
public struct ClockCheck: Sendable {
  /// Seconds since 1970.
  public var now: Int64
  /// The newest change of a file of the system, which lies in the past.
  public var newest: (path: String, time: Int64)?
  /// What a time service says; nil where there is none that could be asked.
  public var synchronized: Bool?

  public init(now: Int64, newest: (path: String, time: Int64)?, synchronized: Bool?) {
    self.now = now
    self.newest = newest
    self.synchronized = synchronized
  }

  /// Files come from machines whose clocks differ a little.
  private static let tolerance: Int64 = 300

  public var result: CheckResult {
    let name = "clock"
    if let newest, newest.time > now + Self.tolerance {
      return CheckResult(
        name, .wrong,
        "the clock is \(newest.time - now) s behind the last change of \(newest.path)",
        remedy: "set it, for example with chronyd -q or timedatectl set-ntp true")
    }
    switch synchronized {
    case true?: return CheckResult(name, .ok, "the clock is synchronized")
    case false?:
      return CheckResult(
        name, .warning, "the clock is not synchronized", remedy: "timedatectl set-ntp true")
    case nil:
      return CheckResult(
        name, .unknown,
        "the clock is not behind the system's files; whether it is synchronized nobody here says",
        remedy: "compare date -u with another machine's")
    }
  }
}
