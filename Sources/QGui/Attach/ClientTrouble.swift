/// What goes wrong in the xpra client without ending it.
public enum ClientTrouble {
  /// How long after the windows came up it is looked for, in milliseconds.
  public static let lookAfter: UInt64 = 2_000

  /// One line: what the user sees and what to do. Nil for a log that tells of nothing known.
  public static func sentence(log: String) -> String? {
    // No package of Debian's xpra depends on it, and without it nothing is ever drawn.
    guard log.contains("foreign struct converter for 'cairo.Context'") else { return nil }
    return "the windows stay black here: apt install python3-gi-cairo"
  }
}
