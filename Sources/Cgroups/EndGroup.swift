import Glibc
import Linux
import QGui

extension JobGroup {
  /// Ends every process in the group and in all groups below it, to the last one, as root may.
  ///
  /// - Returns: false when some are left at the deadline.
  public func end(until deadline: Instant) -> Bool {
    let tree = GroupTree(location)
    if tree.pids.isEmpty { return true }
    return canKillAtOnce ? killAtOnce(tree, until: deadline) : killFrozen(tree, until: deadline)
  }

  private var killFile: String { "\(location.directory)/cgroup.kill" }

  private var canKillAtOnce: Bool { access(killFile, W_OK) == 0 }

  private func killAtOnce(_ tree: GroupTree, until deadline: Instant) -> Bool {
    while true {
      try? File.overwrite(killFile, "1")
      if tree.pids.isEmpty { return true }
      if Instant.now >= deadline { return false }
      usleep(2_000)
    }
  }

  /// First everybody is made to stand still, then all are ended together. Where there is no
  /// freezer, whoever forks faster than we read may outlast the deadline.
  private func killFrozen(_ tree: GroupTree, until deadline: Instant) -> Bool {
    let pen = FreezerPen(name: location.path.replacingSlashes)
    defer {
      pen?.thaw()
      pen?.remove(until: deadline)
    }
    var met: Set<Int32> = []
    while true {
      let pids = tree.pids.subtracting([getpid()])
      if pids.isEmpty { return true }
      if Instant.now >= deadline { return false }
      let new = pids.subtracting(met)
      for pid in new { pen?.take(pid) }
      for pid in pen == nil ? pids : new { kill(pid, SIGKILL) }
      met.formUnion(new)
      guard new.isEmpty else { continue }
      pen?.thaw()
      usleep(2_000)
      pen?.freeze()
      met = []
    }
  }
}

extension String {
  fileprivate var replacingSlashes: String { String(map { $0 == "/" ? "-" : $0 }) }
}
