/// What `/proc/PID/stat` tells of a process (proc_pid_stat(5)).
public struct ProcessStatistics {
  /// From the third on, `state`.
  private let fields: [Substring]

  /// The second is its name, which may hold anything: its end is the last bracket. By bytes, as to
  /// Swift a letter before the bracket may make one character with it.
  public init?(text: String) {
    let bytes = text.utf8
    guard let bracket = bytes.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let rest = bytes[bytes.index(after: bracket)...]
    fields = rest.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
      .map { Substring($0) }
    guard fields.count > 19 else { return nil }
  }

  public var parent: Int32? { Int32(fields[1]) }
  public var session: Int32? { Int32(fields[3]) }
  /// In clock ticks since boot.
  public var startTime: UInt64? { UInt64(fields[19]) }

  /// Whether it has ended, and at most waits to be reaped. Its first thread alone says little: others
  /// may run on.
  public var hasEnded: Bool { ["Z", "X"].contains(fields[0]) && (Int(fields[17]) ?? 0) <= 1 }

  /// Whether a signal has stopped it, as that of a batch system which suspends a job.
  public var isStopped: Bool { fields[0] == "T" }

  /// Whether it is on its way out: its descriptors may be closed before it is a zombie.
  public var isExiting: Bool {
    let exiting: UInt64 = 4  // PF_EXITING of the kernel's sched.h
    return UInt64(fields[6]).map { $0 & exiting != 0 } ?? true
  }
}
