import Glibc
import QGui

/// The processes of a job that its mark tells, wherever they are.
public struct JobProcesses {
  private let mark: JobMark

  public init(_ mark: JobMark) { self.mark = mark }

  public struct Ended {
    /// How many were ended.
    public let count: Int
    /// The pids of those that are there at the deadline, or are the next run's.
    public let left: [Int32]
  }

  /// SIGKILL for all, again and again until none is left. In a child, as the memory in which a process
  /// has its environment may be a user's file system's to serve.
  ///
  /// - Parameter lastStart: in clock ticks since boot; later ones may be those of the job's next run, which
  ///   begins while remains of this one are still being ended, and are spared. Nil: there is no next run.
  /// - Returns: nil where that cannot be found out by the deadline.
  public func end(lastStart: UInt64?, until deadline: Instant) -> Ended? {
    let text = ChildAnswer.of(until: deadline) { answer in
      let numbers = endThem(lastStart: lastStart, until: deadline)
      _ = try? answer.writeAll(numbers.map(String.init).joined(separator: " ").utf8)
    }
    guard let numbers = text?.split(separator: " ").compactMap({ Int($0) }),
      let count = numbers.first
    else { return nil }
    return Ended(count: count, left: numbers.dropFirst().map(Int32.init))
  }

  /// - Returns: how many were ended, and the pids of those that are left.
  private func endThem(lastStart: UInt64?, until deadline: Instant) -> [Int] {
    var met: Set<ProcessIdentity> = []
    while true {
      let all = all
      let ours = all.filter { $0.startTime <= lastStart ?? .max }
      met.formUnion(ours)
      if ours.isEmpty || Instant.now >= deadline {
        return [met.subtracting(all).count] + all.map { Int($0.pid) }
      }
      for process in ours { process.send(SIGKILL) }
      usleep(2_000)
    }
  }

  private var all: [ProcessIdentity] {
    ProcFS.allProcesses.compactMap { pid in
      guard pid != getpid(), let process = ProcessIdentity.of(pid),
        mark.isOn(
          user: ProcFS.users(pid).first, startTime: process.startTime,
          environment: { ProcFS.bytes("/proc/\(pid)/environ") })
      else { return nil }
      return process.isAlive ? process : nil
    }
  }
}
