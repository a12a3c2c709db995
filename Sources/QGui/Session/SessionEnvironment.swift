/// The environments of a session's processes.
public enum SessionEnvironment {
  /// Names the session in the environment of PROGRAM and its descendants: what is left behind can
  /// be told from other processes of the user.
  public static let programMark = "QGUI_SESSION"
  /// The same for the display's servers, which are ended later.
  public static let serverMark = "QGUI_DISPLAY"

  /// PROGRAM's: the job's own, the display, and what xpra gives the programs that it starts.
  public static func program(
    _ job: [String: String], display: DisplayNumber, files: SessionFiles, mark: String
  ) -> [String: String] {
    var result = job.merging(forwarded) { _, ours in ours }
    result["DISPLAY"] = "\(display)"
    result["XAUTHORITY"] = files.authority
    result[programMark] = mark
    result["WAYLAND_DISPLAY"] = nil
    // Without an address libdbus would start a bus that outlives PROGRAM.
    if result["DBUS_SESSION_BUS_ADDRESS"] == nil {
      result["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=\(files.deafBus)"
    }
    return result
  }

  /// The X and xpra servers': little of the job's, so that no setting of the user's or of the
  /// batch system's changes what they do.
  ///
  /// xpra 3 looks at a new connection for a second, to tell browsers from clients: at once, and then
  /// every quarter of this time. The node's end is connected before the client has a word to say,
  /// which would lie there for up to 250 ms; only clients come to our sockets.
  public static func servers(
    _ job: [String: String], display: DisplayNumber?, files: SessionFiles, mark: String
  ) -> [String: String] {
    var result = job.filter { kept.contains($0.key) }
    result["DISPLAY"] = display.map { "\($0)" }
    result["XAUTHORITY"] = files.authority
    result["XDG_RUNTIME_DIR"] = files.runtime
    // Temporary files of a server that is killed go with the session.
    result["TMPDIR"] = files.runtime
    result["XPRA_USER_CONF_DIRS"] = files.directory
    result["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=\(files.deafBus)"
    result["NO_AT_BRIDGE"] = "1"
    result["XPRA_PEEK_TIMEOUT_MS"] = "20"
    result[serverMark] = mark
    return result
  }

  private static let kept: Set<String> = [
    "HOME", "USER", "LOGNAME", "PATH", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "TZ",
    "PYTHONPATH", "PYTHONHOME", "XPRA_SYSTEM_CONF_DIRS",
  ]

  private static let forwarded = [
    "GDK_BACKEND": "x11", "QT_QPA_PLATFORM": "xcb", "NO_AT_BRIDGE": "1", "GTK_CSD": "0",
    "QT_X11_NO_NATIVE_MENUBAR": "1", "UBUNTU_MENUPROXY": "",
    // MainWin programs behind a remote window manager.
    "MWNOCAPTURE": "true", "MWNO_RIT": "true", "MWWM": "allwm",
  ]
}
