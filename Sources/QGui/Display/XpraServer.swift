/// The xpra server of a session.
///
/// What differs between xpra's versions stands in its configuration file, where an unknown name
/// costs a warning; an unknown option on the command line is fatal. So nobody has to ask xpra for
/// its version, which takes it 0.1 s.
public enum XpraServer {
  public static func command(
    path: String, display: DisplayNumber, files: SessionFiles, commonSocket: String?,
    environment: [String: String]
  ) -> Command {
    var arguments = [
      "start", "\(display)", "--use-display=yes", "--daemon=no",
      // Only our directory is used, and so `:N` alone finds nobody …
      "--bind=\(files.socket)", "--socket-dir=\(files.directory)",
      "--socket-dirs=\(files.directory)", "--log-dir=\(files.directory)",
    ]
    // … but for the people who type `xpra attach ssh://node/N` and `xpra stop :N`.
    if let commonSocket { arguments.append("--bind=\(commonSocket)") }
    return Command(path: path, arguments: arguments, environment: environment)
  }

  /// Where xpra itself looks for the server of `display`: `~/.xpra/HOST-N`.
  public static func commonSocket(home: String, host: String, display: DisplayNumber) -> String {
    "\(home)/.xpra/\(host)-\(display.number)"
  }

  /// `xpra stop`, for this very server.
  public static func stopCommand(path: String, socket: String, environment: [String: String])
    -> Command
  {
    Command(path: path, arguments: ["stop", "socket://\(socket)"], environment: environment)
  }

  /// The text of `xpra.conf`. `extra` are the user's own `NAME=VALUE`, which win.
  public static func configuration(extra: [String]) -> String {
    var lines = quiet + offUnlessAsked + wanted
    for option in extra {
      let name = option.prefix { $0 != "=" }
      lines.removeAll { $0.hasPrefix("\(name) = ") }
      lines.append("\(name) = \(option.dropFirst(name.count + 1))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Nothing is started beside the session, nothing listens elsewhere.
  private static let quiet = [
    // Debian's own configuration starts an X session or an xmessage in each display.
    "start = ", "start-env = ", "start-new-commands = no",
    "dbus-launch = ", "dbus-proxy = no", "dbus-control = no",
    "pulseaudio = no", "mdns = no", "html = off", "ssl = off", "ssh-upgrade = no",
    "rfb-upgrade = 0", "systemd-run = no", "splash = no", "tray = no", "attach = no",
    "exit-with-children = no", "exit-with-client = no",
    // Programs have OpenGL from Xvfb. Here it is only tried out and told of, which takes as long as
    // all else that xpra does before clients may come.
    "opengl = noprobe",
    // Empty and not `no`, which 3.1.3 takes for yes here: it keeps files in the home for a library
    // that only programs of its own would load, and a SIGKILL leaves them there.
    "fake-xinerama = ",
    "socket-permissions = 600", "mmap = yes",
  ]

  private static let offUnlessAsked = [
    "speaker = disabled", "microphone = disabled", "audio = no", "webcam = no", "printing = no",
    "file-transfer = no", "open-files = no", "open-url = no",
  ]

  private static let wanted = [
    "clipboard = yes", "cursors = yes", "bell = yes", "notifications = yes", "system-tray = yes",
    "resize-display = yes",
  ]
}
