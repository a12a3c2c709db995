/// The exit statuses of the programs, beside PROGRAM's own and 128 + the number of a signal.
public enum ExitStatus {
  public static let success: Int32 = 0
  /// The session ended otherwise than meant (qconnect).
  public static let endedBadly: Int32 = 1
  /// Wrong usage (EX_USAGE of sysexits.h).
  public static let usage: Int32 = 64
  /// No such host (EX_NOHOST).
  public static let noHost: Int32 = 68
  /// Nothing to attach to (EX_UNAVAILABLE).
  public static let unavailable: Int32 = 69
  /// Try again later (EX_TEMPFAIL).
  public static let tryAgain: Int32 = 75
  /// Somebody else's (EX_NOPERM).
  public static let notYours: Int32 = 77
  /// qgui-run itself failed, or its display did.
  public static let failed: Int32 = 125
  /// PROGRAM is not executable, as in a shell.
  public static let notExecutable: Int32 = 126
  /// There is no PROGRAM, as in a shell.
  public static let notFound: Int32 = 127
  /// ssh failed, as ssh says it.
  public static let ssh: Int32 = 255

  public static func ofSignal(_ number: Int32) -> Int32 { 128 + number }
}
