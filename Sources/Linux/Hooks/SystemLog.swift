import CLinux
import Glibc
import QGui

/// A root program's voice where nobody reads its standard error: syslog(3).
public struct SystemLog: Sendable {
  private let program: String

  public init(program: String) { self.program = program }

  public func note(_ text: String) { write(LOG_INFO, text) }
  public func warning(_ text: String) { write(LOG_WARNING, text) }

  /// On a terminal as well, where somebody tries the hook by hand.
  private func write(_ priority: Int32, _ text: String) {
    let line = text.printable(limit: 500)
    clinux_syslog(program, priority, line)
    if Machine.isTerminal(STDERR_FILENO) { Say(program: program)(line) }
  }
}
