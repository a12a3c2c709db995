/// The files of a session in its directory, `/tmp/qgui-UID/JOB`: on the node's own disk, and not
/// in `/run/user/UID`, which logind removes when the user's last log-in ends.
public struct SessionFiles: Equatable, Sendable {
  public let directory: String

  public init(directory: String) { self.directory = directory }

  /// The name of the directory: `JobID.directoryName`, or `local-PID`.
  public var name: String { String(directory.split(separator: "/").last ?? "") }

  /// Whether a session's directory can have this name: a job's, or `local-PID`.
  public static func isSessionName(_ name: String) -> Bool {
    let local = name.hasPrefix("local-") ? Int32(name.dropFirst("local-".count)) : nil
    return local != nil || JobID(directoryName: name) != nil
  }

  /// How the names of all users' directories in `/tmp` begin.
  static let basePrefix = "qgui-"

  /// The name of a user's directory in `/tmp`.
  public static func base(of user: UInt32) -> String { "\(basePrefix)\(user)" }

  /// Whose sessions a directory in `/tmp` is for by its name: that of `base`, or that and `-…` where
  /// somebody else has taken it. Anybody can give one such a name.
  public static func user(ofBase name: String) -> UInt32? {
    guard name.utf8.starts(with: basePrefix.utf8) else { return nil }
    let digits = name.utf8.dropFirst(basePrefix.utf8.count).prefix { $0 != UInt8(ascii: "-") }
    return strictDecimal(digits, upTo: UInt64(UInt32.max)).map { UInt32($0) }
  }

  public var record: String { directory + "/record" }
  /// The X cookie.
  public var authority: String { directory + "/Xauthority" }
  /// Where xpra accepts clients.
  public var socket: String { directory + "/" + Self.socketName }
  public static let socketName = "xpra.sock"
  /// Where PROGRAM listens if it is the terminal's tmux.
  public var terminal: String { directory + "/tmux" }
  public var xvfbLog: String { directory + "/Xvfb.log" }
  public var xpraLog: String { directory + "/xpra.log" }
  public var xpraConfiguration: String { directory + "/xpra.conf" }
  /// The servers' own XDG_RUNTIME_DIR.
  public var runtime: String { directory + "/run" }
  /// Nobody listens here: libdbus, given an address, starts no bus of its own.
  public var deafBus: String { runtime + "/bus" }
}
