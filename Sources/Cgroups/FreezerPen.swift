import Glibc
import Linux
import QGui

/// A group of version 1's freezer, into which processes are moved to be ended: whoever is in it
/// stands still, and can neither fork nor wake another, so that even a fork bomb has an end.
/// (Version 2 has cgroup.kill.)
struct FreezerPen {
  private let place: CgroupLocation

  /// For what is in `group`; nil where there is no freezer.
  init?(for group: CgroupLocation) {
    guard let own = CgroupLocation.own(of: "freezer"), own.version == .v1 else { return nil }
    place = own.child("qgui-end-\(String(group.path.map { $0 == "/" ? "-" : $0 }))")
  }

  func make() { mkdir(place.directory, 0o755) }

  func freeze() { write("FROZEN", "freezer.state", place) }

  func thaw() { write("THAWED", "freezer.state", place) }

  /// Until a whole walk meets nobody new. A pid that was used again in between costs another
  /// process a moment, and no more.
  func takeAll(of tree: GroupTree, until deadline: Instant) {
    var met: Set<Int32> = [getpid()]
    var isNew = true
    while isNew, Instant.now < deadline {
      isNew = false
      tree.eachPids { pids in
        for pid in pids where met.insert(pid).inserted {
          isNew = true
          write("\(pid)", "cgroup.procs", place)
        }
        return Instant.now < deadline
      }
    }
  }

  /// Whoever is still in it goes back, and runs on.
  func remove(until deadline: Instant) {
    thaw()
    while rmdir(place.directory) != 0, errno == EBUSY {
      for pid in (File.read("\(place.directory)/cgroup.procs") ?? "").split(separator: "\n") {
        if let above = place.parent { write("\(pid)", "cgroup.procs", above) }
      }
      if Instant.now >= deadline { return }
      usleep(2_000)
    }
  }

  private func write(_ text: String, _ file: String, _ group: CgroupLocation) {
    try? File.overwrite("\(group.directory)/\(file)", text)
  }
}
