import Glibc
import Linux
import QGui

/// What must be here before anything is started.
enum Preconditions {
  /// Debian's xpra does not depend on what its client draws with.
  static let noClient = "xpra is not installed here: apt install xpra python3-gi-cairo"

  static func check() throws {
    guard (try? ProgramPath.find("xpra", path: Machine.environment["PATH"])) != nil else {
      throw Ending(ExitStatus.unavailable, Self.noClient)
    }
    guard let display = Machine.environment["DISPLAY"], !display.isEmpty else {
      throw Ending(
        ExitStatus.unavailable, "no DISPLAY here: log in with ssh -X, or from a desktop")
    }
    guard accepts() else {
      throw Ending(
        ExitStatus.unavailable,
        "the display of this log-in does not accept us: log in anew with ssh -X (needs xauth here)"
      )
    }
  }

  /// A server that starts anew when its last client leaves refuses everybody for a moment.
  private static func accepts() -> Bool {
    for _ in 0..<5 {
      if XDisplay.accepts != false { return true }
      usleep(100_000)
    }
    return false
  }
}
