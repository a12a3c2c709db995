import CLinux
import Glibc
import QGui

/// The system's log, for root's programs: syslog(3).
public struct SystemLog: Sendable {
  private let program: String
  /// Standard error is the terminal of an administrator, who tries a hook by hand. That of an
  /// interactive job is its user's: both PBS daemons hand it to the prologue.
  public let isByHand: Bool

  public init(program: String) {
    self.program = program
    isByHand = Machine.isTerminal(STDERR_FILENO) && JobShell.ofHook() == nil
  }

  public func note(_ text: String) { write(LOG_INFO, text) }
  public func warning(_ text: String) { write(LOG_WARNING, text) }

  private func write(_ priority: Int32, _ text: String) {
    let line = text.printable(limit: 500)
    clinux_syslog(program, priority, line)
    if isByHand { Say(program: program)(line) }
  }
}
