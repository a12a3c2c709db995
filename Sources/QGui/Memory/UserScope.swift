/// A scope of the user's own systemd with a memory limit, for a node without a batch limit and
/// without delegation (systemd-run(1)). The program keeps its pid and its parent.
public enum UserScope {
  /// `command` inside a scope for session `name`. The user's bus takes the place of the deaf one.
  public static func command(
    _ command: Command, user: UInt32, name: String, limit: MemorySize
  ) -> Command {
    var environment = command.environment
    environment["XDG_RUNTIME_DIR"] = "/run/user/\(user)"
    environment["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/run/user/\(user)/bus"
    return Command(
      path: "/usr/bin/systemd-run",
      arguments: [
        "--user", "--scope", "--quiet", "--collect", "--unit=qgui-\(name)",
        "-p", "MemoryMax=\(limit.bytes)", "-p", "MemorySwapMax=0", "--",
        command.path,
      ] + command.arguments,
      environment: environment)
  }
}
