import Glibc
import Linux
import QGui

/// A line on standard error that is written again in its place; elsewhere than on a terminal a new
/// one, when it says something new.
struct StandingLine {
  private var last: String?
  let rewrites = Terminal.canRewrite

  private static let prefix = "qconnect: "

  /// - Parameter text: for a width in columns; nil where there is none.
  mutating func show(_ text: (Int?) -> String) {
    let width = Terminal.width(of: STDERR_FILENO)
    let line = text(width.map { max($0 - Self.prefix.utf8.count - 1, 1) })
    guard line != last else { return }
    last = line
    if rewrites {
      // To the line's end (ECMA-48, EL).
      Terminal.write("\r\(Self.prefix)\(line)\u{1B}[K")
    } else {
      say(line)
    }
  }

  /// What follows is on a line of its own.
  mutating func close() {
    if rewrites, last != nil { Terminal.write("\n") }
    last = nil
  }
}
