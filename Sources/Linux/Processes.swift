import CLinux
import Glibc
import QGui
import SystemPackage

extension ProcessIdentity {
  /// This process, or one that is known to be alive: nil when it is not.
  public static func of(_ pid: Int32) -> ProcessIdentity? {
    ProcFS.statistics(pid)?.startTime.map { ProcessIdentity(pid: pid, startTime: $0) }
  }

  public static var current: ProcessIdentity { of(getpid())! }

  /// Whether this very process runs. One that has ended and waits to be reaped does not.
  public var isAlive: Bool { statistics?.hasEnded == false }

  /// Whether this very process has ended, or is about to whatever happens.
  public var isEnding: Bool { statistics.map { $0.hasEnded || $0.isExiting } ?? true }

  /// Whether this very process is stopped.
  public var isStopped: Bool { statistics?.isStopped == true }

  /// Nil for another one with its number.
  private var statistics: ProcessStatistics? {
    ProcFS.statistics(pid).flatMap { $0.startTime == startTime ? $0 : nil }
  }

  /// Sends `signal` to this very process; false when it is gone, or is not ours.
  ///
  /// - Parameter sender: for whom this process sends it.
  @discardableResult
  public func send(_ signal: Int32, for sender: SignalSender = .user) -> Bool {
    // The pidfd pins the process; only then is the number looked at.
    let descriptor = clinux_pidfd_open(pid)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return isAlive && clinux_pidfd_send_signal(descriptor, signal, sender.word) == 0
  }

  /// Waits until it has ended; false when it runs on at the deadline.
  public func waitForEnd(until deadline: Instant) -> Bool {
    let raw = clinux_pidfd_open(pid)
    guard raw >= 0 else { return true }
    let descriptor = FileDescriptor(rawValue: raw)
    defer { try? descriptor.close() }
    guard isAlive else { return true }
    return (try? Poll.wait(reading: [descriptor], until: deadline).isEmpty) == false
  }
}

/// A child that was reaped.
public struct EndedChild: Sendable {
  public let pid: Int32
  /// The exit status, or 128 + the signal's number.
  public let status: Int32
  /// 0 for an exit.
  public let signal: Int32
  /// Of CPU time, its own and that of the children that it has reaped.
  public let seconds: UInt64
}

public enum Children {
  /// Adopts the orphans among the descendants: prctl(2), PR_SET_CHILD_SUBREAPER.
  public static func becomeSubreaper() throws {
    try check("become subreaper") { clinux_become_subreaper() }
  }

  /// Reaps a child that has ended; nil when none has.
  public static func reapNext() -> EndedChild? {
    var status: Int32 = 0
    var signal: Int32 = 0
    var seconds: UInt64 = 0
    let pid = clinux_reap(&status, &signal, &seconds)
    guard pid > 0 else { return nil }
    return EndedChild(pid: pid, status: status, signal: signal, seconds: seconds)
  }

  /// The same for one child.
  public static func reap(_ pid: Int32) -> EndedChild? {
    var status: Int32 = 0
    var signal: Int32 = 0
    var seconds: UInt64 = 0
    guard clinux_reap_one(pid, &status, &signal, &seconds) == pid else { return nil }
    return EndedChild(pid: pid, status: status, signal: signal, seconds: seconds)
  }

  /// The children of this process, which has one thread.
  public static var all: [Int32] {
    let pid = getpid()
    let text = ProcFS.text("/proc/\(pid)/task/\(pid)/children") ?? ""
    return text.split(separator: " ").compactMap { Int32($0) }
  }

  /// Sends `signal` to a child; it is reaped by nobody but us, so its number is still its own.
  public static func signal(_ pid: Int32, _ signal: Int32) { kill(pid, signal) }

  /// The same to the process group that a child leads, or has led and was not reaped.
  public static func signalGroup(_ pid: Int32, _ signal: Int32) { kill(-pid, signal) }

  /// Splits this process, which has one thread: 0 in the child.
  public static func fork() throws -> Int32 {
    let pid = clinux_fork()
    guard pid >= 0 else { throw SystemError.starting("a process", Errno(rawValue: currentErrno())) }
    return pid
  }
}
