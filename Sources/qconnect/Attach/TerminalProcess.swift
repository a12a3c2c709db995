import Glibc
import Linux
import QGui
import SystemPackage

/// ssh with the user's own terminal: the shell of a session that has one.
struct TerminalProcess {
  let pid: Int32
  private let began = Instant.now
  /// What the terminal was set to before.
  private let settings: termios?

  /// Whether there is a terminal to give.
  static var isPossible: Bool {
    Machine.isTerminal(STDIN_FILENO) && Machine.isTerminal(STDOUT_FILENO)
  }

  init(_ command: Command) throws {
    var settings = termios()
    self.settings = tcgetattr(STDIN_FILENO, &settings) == 0 ? settings : nil
    pid = try Spawn.start(command)
  }

  /// An ssh that cannot log in ends sooner, in milliseconds, unless its user types passwords.
  private static let shortest: UInt64 = 10_000

  /// Whether it most likely was open, before it ended just now.
  var wasOpen: Bool { Instant.now.milliseconds - began.milliseconds >= Self.shortest }

  /// Gives the terminal back, after an ssh that did not end by itself: tmux had no chance to.
  func restore() {
    if var settings { tcsetattr(STDIN_FILENO, TCSANOW, &settings) }
    guard Machine.environment["TERM"].map({ $0 != "dumb" }) ?? false else { return }
    _ = try? FileDescriptor.standardOutput.writeAll(Self.plainScreen.utf8)
  }

  /// The other screen, the mouse, pasting, the keypad, the cursor and colours as in the beginning
  /// (console_codes(4), and xterm's control sequences).
  private static let plainScreen =
    "\u{1B}[?1049l\u{1B}[?1000l\u{1B}[?1002l\u{1B}[?1003l\u{1B}[?1006l\u{1B}[?2004l"
    + "\u{1B}>\u{1B}[?25h\u{1B}[m"
}
