import Glibc
import Linux
import QGui

/// A group of version 1's freezer, into which processes are moved to be ended: whoever is in it
/// stands still, and can neither fork nor wake another, so that even a fork bomb has an end.
/// (Version 2 has cgroup.kill.)
struct FreezerPen {
  private let directory: String

  /// Nil where there is no freezer.
  init?(name: String) {
    guard let own = CgroupLocation.own(of: "freezer"), own.version == .v1 else { return nil }
    directory = own.child("qgui-end-\(name)").directory
    guard mkdir(directory, 0o755) == 0 || errno == EEXIST else { return nil }
    freeze()
  }

  func freeze() { try? File.overwrite("\(directory)/freezer.state", "FROZEN") }

  func thaw() { try? File.overwrite("\(directory)/freezer.state", "THAWED") }

  /// All threads of it: libcgroup would move one.
  func take(_ pid: Int32) { try? File.overwrite("\(directory)/cgroup.procs", "\(pid)") }

  func remove(until deadline: Instant) {
    while rmdir(directory) != 0, errno == EBUSY, Instant.now < deadline { usleep(2_000) }
  }
}
