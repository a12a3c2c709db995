/// The X server of a session.
public enum XvfbCommand {
  /// The largest screen that a client can get, as xpra's own default has it.
  public static let screen = "5760x2560x24"
  /// The descriptor to which it writes its number once it accepts connections (Xserver(1),
  /// -displayfd). With it the server makes no lock file, and stale ones cost nothing.
  public static let readyDescriptor: Int32 = 3

  public static func command(
    path: String, display: DisplayNumber, files: SessionFiles, environment: [String: String]
  ) -> Command {
    Command(
      path: path,
      arguments: [
        "\(display)", "-displayfd", "\(readyDescriptor)", "-auth", files.authority,
        "-screen", "0", screen, "-dpi", "96", "+extension", "GLX", "+extension", "Composite",
        "-nolisten", "tcp", "-noreset",
      ],
      environment: environment)
  }
}
