import Glibc
import QGui

/// The processes of a job that its mark tells, wherever they are.
public struct JobProcesses {
  private let mark: JobMark

  public init(_ mark: JobMark) { self.mark = mark }

  public var all: [ProcessIdentity] {
    ProcFS.allProcesses.compactMap { pid in
      guard pid != getpid(), let process = ProcessIdentity.of(pid),
        mark.isOn(
          user: ProcFS.users(pid).first, startTime: process.startTime,
          environment: { ProcFS.bytes("/proc/\(pid)/environ") })
      else { return nil }
      return process.isAlive ? process : nil
    }
  }

  /// SIGKILL for all, again and again until none is left.
  ///
  /// - Returns: those that were met, and those that are left at the deadline.
  public func end(until deadline: Instant) -> (met: Set<ProcessIdentity>, left: [ProcessIdentity]) {
    var met: Set<ProcessIdentity> = []
    while true {
      let left = all
      met.formUnion(left)
      guard !left.isEmpty, Instant.now < deadline else { return (met, left) }
      for process in left { process.send(SIGKILL) }
      usleep(2_000)
    }
  }
}
