import Glibc
import Linux
import QGui
import SystemPackage

/// The desktop of the user's log-in, where there is one.
enum Desktop {
  /// libdbus finds a bus by its address, or at the place where systemd has it. Without one it would
  /// start one that outlives its user.
  static var hasSessionBus: Bool {
    if Machine.environment["DBUS_SESSION_BUS_ADDRESS"]?.isEmpty == false { return true }
    guard let runtime = Machine.environment["XDG_RUNTIME_DIR"] else { return false }
    return access(runtime + "/bus", F_OK) == 0
  }

  /// In milliseconds.
  private static let patience: UInt64 = 2_000

  /// A notice on the desktop (notify-send(1)), where there is one that takes it; and the terminal's
  /// bell.
  static func notify(_ title: String, _ text: String) {
    if Machine.isTerminal(STDERR_FILENO) {
      _ = try? FileDescriptor.standardError.writeAll([7])
    }
    guard hasSessionBus, Machine.environment["DISPLAY"]?.isEmpty == false,
      let path = try? ProgramPath.find("notify-send", path: Machine.environment["PATH"])
    else { return }
    let command = Command(
      path: path, arguments: ["--app-name=qconnect", "--", title, text],
      environment: Machine.environment)
    _ = try? Captured.run(command, until: .after(patience))
  }
}
