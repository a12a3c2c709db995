/// A process that cannot be mistaken for a later one with the same number.
///
/// The start time is field 22 of `/proc/PID/stat`, in clock ticks since boot (proc(5)).
public struct ProcessIdentity: Hashable, Sendable {
  public let pid: Int32
  public let startTime: UInt64

  public init(pid: Int32, startTime: UInt64) {
    self.pid = pid
    self.startTime = startTime
  }

  /// Reads what `text` gives: the pid, a space, the start time. Never pid 1 or less.
  public init?(text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2, let pid = Int32(words[0]), pid > 1, let startTime = UInt64(words[1])
    else { return nil }
    self.init(pid: pid, startTime: startTime)
  }

  public var text: String { "\(pid) \(startTime)" }
}
