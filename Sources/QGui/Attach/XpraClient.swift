/// The xpra client that shows the windows.
public enum XpraClient {
  /// Options that every version from 3.1.3 to 6.5 has, as an unknown one is fatal. What nobody
  /// uses over such a connection is off: probing for it takes longer than all the rest. Without
  /// `mmap` the client measures the connection, and not the memory that it shares with nobody.
  static let quick = [
    "speaker=disabled", "microphone=disabled", "webcam=no", "printing=no", "file-transfer=no",
    "open-files=no", "open-url=no", "opengl=no", "mmap=no", "tray=no",
  ]

  /// Settings that not every version has: unknown ones cost a warning in this file. A splash
  /// screen is shown from 4.1 on.
  public static let configuration = "splash = no\n"

  /// `extra` are the user's own `NAME=VALUE`, which win. `directory` has the socket and the
  /// configuration. The job goes into the windows' titles, in the place of the socket's name.
  public static func command(
    path: String, directory: String, target: AttachTarget, extra: [String],
    environment: [String: String]
  ) -> Command {
    let named = Set(extra.map(name))
    let title = "title=@title@ (\(target.title))"
    let options = (quick + [title]).filter { !named.contains(name($0)) } + extra
    return Command(
      path: path,
      arguments: ["attach", "socket://\(socket(in: directory))"] + options.map { "--\($0)" },
      environment: environment)
  }

  public static func socket(in directory: String) -> String { directory + "/xpra.sock" }

  private static func name(_ option: String) -> String { String(option.prefix { $0 != "=" }) }

  /// What is added to the user's environment.
  ///
  /// Without a bus of the user's, libdbus starts one that outlives the client, and the
  /// accessibility bridge another: so it gets an address at which nobody listens.
  public static func settings(
    directory: String, hasSessionBus: Bool
  ) -> [String: String] {
    // Read before the system's and the user's own configuration, which win.
    var result = ["NO_AT_BRIDGE": "1", "XPRA_DEFAULT_CONF_DIRS": directory]
    if !hasSessionBus { result["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=\(directory)/bus" }
    return result
  }
}
