import Glibc
import QGui

/// Processes that belong together and are ended together.
public protocol ProcessGroup {
  /// Those that are there now; others may follow.
  var processes: [ProcessIdentity] { get }
}

/// A group that is made, and removed when nobody is in it any more.
public protocol RemovableGroup: ProcessGroup {
  /// False when somebody is still in it at the deadline.
  @discardableResult
  func remove(until deadline: Instant) -> Bool
}

extension ProcessGroup {
  /// SIGTERM, and SIGCONT for those that are stopped; after `patience` milliseconds SIGKILL, again
  /// and again until nobody is left or `bound` milliseconds more have passed. Children that end
  /// are reaped.
  public func end(patience: UInt64, bound: UInt64, sparing: Set<Int32> = []) {
    let killFrom = Instant.after(patience)
    let last = Instant.after(patience + bound)
    var asked: Set<ProcessIdentity> = []
    while true {
      while Children.reapNext() != nil {}
      let left = processes.filter { !sparing.contains($0.pid) && $0.isAlive }
      if left.isEmpty || Instant.now >= last { return }
      if Instant.now >= killFrom {
        for process in left { process.send(SIGKILL) }
      } else {
        for process in left where asked.insert(process).inserted {
          process.send(SIGTERM)
          process.send(SIGCONT)
        }
      }
      usleep(10_000)
    }
  }
}

/// The processes of this user that carry a session's mark in their environment.
public struct MarkedProcesses: ProcessGroup {
  private let mark: SessionMark

  public init(_ mark: SessionMark) { self.mark = mark }

  public var processes: [ProcessIdentity] {
    ProcFS.ownProcesses { mark.isOn(environment: $0) }
  }
}

/// The children of this process, the adopted ones too, but for those that it was born with or that
/// have a parent's care of their own.
public struct OwnChildren: ProcessGroup {
  private let others: Set<Int32>

  public init(except others: Set<Int32>) { self.others = others }

  public var pids: [Int32] { Children.all.filter { !others.contains($0) } }

  public var processes: [ProcessIdentity] { pids.compactMap(ProcessIdentity.of) }
}
