import Glibc
import QGui

/// Every process of PROGRAM, wherever it is: its children and what is below them, what is in its
/// group, and what carries the session's mark, such as a daemon that others have adopted.
public struct ProgramProcesses: ProcessGroup {
  private let children: OwnChildren
  private let group: (any ProcessGroup)?
  private let marked: MarkedProcesses
  private let spared: Set<Int32>

  /// - Parameters:
  ///   - children: those of the runner that are PROGRAM's.
  ///   - spared: processes that are none of PROGRAM's in any case.
  public init(
    children: OwnChildren, group: (any ProcessGroup)?, mark: SessionMark, sparing spared: Set<Int32>
  ) {
    self.children = children
    self.group = group
    marked = MarkedProcesses(mark)
    self.spared = spared.union([getpid()])
  }

  /// Each once, those that were started first before the others.
  public var processes: [ProcessIdentity] {
    let found = ProcFS.trees(of: children.pids) + (group?.processes ?? []) + marked.processes
    return Set(found).filter { !spared.contains($0.pid) }
      .sorted { ($0.startTime, $0.pid) < ($1.startTime, $1.pid) }
  }
}
