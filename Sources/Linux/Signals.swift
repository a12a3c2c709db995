import CLinux
import Glibc
import QGui
import SystemPackage

/// Signals as events: blocked from the first line of a program on, and read from a descriptor.
public struct SignalSource {
  public struct Signal: Equatable, Sendable {
    public let number: Int32
    public let sender: SignalSender
  }

  public let descriptor: FileDescriptor

  /// Blocks `signals` and makes a signalfd(2) for them. A fork must make its own.
  public init(_ signals: [Int32]) throws {
    try Self.hold(signals)
    let raw = try check("signalfd") { clinux_signalfd(signals, Int32(signals.count)) }
    descriptor = FileDescriptor(rawValue: raw)
  }

  /// Keeps `signals` pending until there is a source that reads them, or they are let go again; and
  /// always those of writes that go nowhere, which the write itself tells of: with EPIPE or, above the
  /// limit of a file's size, EFBIG.
  public static func hold(_ signals: [Int32] = []) throws {
    let all = signals + [SIGPIPE, SIGXFSZ]
    try check("block signals") { clinux_block_signals(all, Int32(all.count)) }
  }

  public static func letGo() { _ = clinux_unblock_all_signals() }

  /// The next pending signal; nil when there is none. Equal signals merge: after SIGCHLD, reap
  /// until nobody is left.
  public func next() -> Signal? {
    var number: Int32 = 0
    var fromKernel = false
    var user: UInt32 = 0
    var word: Int32 = 0
    guard clinux_read_signal(descriptor.rawValue, &number, &fromKernel, &user, &word) == 1 else {
      return nil
    }
    return Signal(
      number: number, sender: SignalSender(fromKernel: fromKernel, user: user, word: word))
  }

  /// Whether `signal` was ignored when this process started, as under nohup(1).
  public static func isIgnored(_ signal: Int32) -> Bool { clinux_signal_is_ignored(signal) }
}
