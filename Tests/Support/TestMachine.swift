import Glibc
import Linux
import QGui

/// What this machine has. A test that needs more is skipped, and says what it needs.
public enum TestMachine {
  /// Tests start sessions of users whom only root can make.
  public static var runsSessions: Bool {
    geteuid() == 0
      && ["Xvfb", "xpra", "xterm", "xdpyinfo", "python3", "setpriv"].allSatisfy(has)
  }

  /// Debian's, unless `QGUI_XPRA` names the folder of another.
  public static let xpra = (Machine.environment["QGUI_XPRA"] ?? "/usr/bin") + "/xpra"

  public static var hasMemoryController: Bool { memoryMount != nil }

  public static func has(_ program: String) -> Bool {
    (try? ProgramPath.find(program, path: "/usr/bin:/bin:/usr/sbin:/sbin")) != nil
  }

  /// Where the memory controller, version 1, is mounted for us to write.
  static var memoryMount: String? {
    guard
      let location = CgroupLocation.ofProcess(
        cgroup: File.read("/proc/self/cgroup") ?? "",
        mountinfo: File.read("/proc/self/mountinfo") ?? ""),
      location.version == .v1, access(location.mountPoint, W_OK) == 0
    else { return nil }
    return location.mountPoint
  }
}
