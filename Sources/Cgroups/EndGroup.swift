import Glibc
import Linux
import QGui

extension JobGroup {
  /// Ends every process in the group and in all groups below it, to the last one, as root may.
  ///
  /// - Returns: false when some are left at the deadline.
  public func end(until deadline: Instant) -> Bool {
    let tree = GroupTree(location)
    tree.seize()
    if tree.isEmpty {
      // Whoever ended the group may have been killed while others stood still.
      FreezerPen(for: location)?.remove(until: deadline)
      return true
    }
    return canKillAtOnce ? killAtOnce(tree, until: deadline) : killFrozen(tree, until: deadline)
  }

  private var killFile: String { "\(location.directory)/cgroup.kill" }

  private var canKillAtOnce: Bool { access(killFile, W_OK) == 0 }

  private func killAtOnce(_ tree: GroupTree, until deadline: Instant) -> Bool {
    while true {
      try? File.overwrite(killFile, "1")
      if tree.isEmpty { return true }
      if Instant.now >= deadline { return false }
      usleep(2_000)
    }
  }

  /// First everybody is made to stand still: beside a fork bomb little else can be done, and each of
  /// its processes that ends makes room for another. Where there is no freezer, whoever forks faster
  /// than we walk may outlast the deadline.
  private func killFrozen(_ tree: GroupTree, until deadline: Instant) -> Bool {
    let pen = FreezerPen(for: location)
    pen?.make()
    defer { pen?.remove(until: deadline) }
    while !tree.isEmpty {
      pen?.freeze()
      pen?.takeAll(of: tree, until: deadline)
      tree.eachGroup { processes in
        for process in processes where process.pid != getpid() { process.send(SIGKILL) }
        return Instant.now < deadline
      }
      pen?.thaw()
      if Instant.now >= deadline { return tree.isEmpty }
      usleep(2_000)
    }
    return true
  }
}
