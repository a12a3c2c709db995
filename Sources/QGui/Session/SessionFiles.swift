/// The files of a session in its directory, `/tmp/qgui-UID/JOB`: on the node's own disk, and not
/// in `/run/user/UID`, which logind removes when the user's last log-in ends.
public struct SessionFiles: Equatable, Sendable {
  public let directory: String

  public init(directory: String) { self.directory = directory }

  public var record: String { directory + "/record" }
  /// The X cookie.
  public var authority: String { directory + "/Xauthority" }
  /// Where xpra accepts clients.
  public var socket: String { directory + "/" + Self.socketName }
  public static let socketName = "xpra.sock"
  public var xvfbLog: String { directory + "/Xvfb.log" }
  public var xpraLog: String { directory + "/xpra.log" }
  public var xpraConfiguration: String { directory + "/xpra.conf" }
  /// The servers' own XDG_RUNTIME_DIR.
  public var runtime: String { directory + "/run" }
  /// Nobody listens here: libdbus, given an address, starts no bus of its own.
  public var deafBus: String { runtime + "/bus" }
}
