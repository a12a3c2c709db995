import CLinux
import Glibc
import QGui
import SystemPackage

/// The terminal that qconnect was started on.
enum Terminal {
  /// In columns; nil where `descriptor` is none.
  static func width(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Whether a line can be written again in its place.
  static var canRewrite: Bool {
    isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) != "dumb" } ?? false
  }

  /// Whether a program asks for a password on it, so that what is typed is not shown.
  static var isAskedForPassword: Bool {
    var settings = termios()
    return tcgetattr(STDIN_FILENO, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) == 0
  }

  /// On standard error, without a line's end.
  static func write(_ text: String) {
    _ = try? FileDescriptor.standardError.writeAll(text.utf8)
  }
}
