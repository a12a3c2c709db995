import Glibc
import Linux
import QGui

/// Opens a lock of the kernel's before it is needed.
///
/// Whoever moves another process into a group holds it for that, and waits 5 to 20 ms, mostly idle,
/// until every processor has passed through the scheduler (`cgroup_attach_lock`,
/// `percpu_down_write` and `rcu_sync_enter` in the kernel; versions 1 and 2 are alike). For as long
/// again after a move the next one finds it open.
public enum MoveAhead {
  /// Starts to wait, in a child that moves itself to the group it is in, and ends. It changes nothing,
  /// and its failure costs no more than the time that it would have won.
  public static func start() {
    guard let own = CgroupLocation.own, let pid = try? Children.fork(), pid == 0 else { return }
    // Whoever reads what this process prints does not wait for the child.
    for standard: Int32 in 0...2 { close(standard) }
    try? File.overwrite("\(own.directory)/cgroup.procs", "\(getpid())")
    _exit(ExitStatus.success)
  }
}
