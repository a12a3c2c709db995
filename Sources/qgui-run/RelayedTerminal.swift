import Glibc
import Linux
import QGui
import SystemPackage

/// PROGRAM's own terminal, and the relay that plays its keyboard and screen.
struct RelayedTerminal {
  let relay: ProcessIdentity
  /// Kept open to the end: a program that closes its own, or redirects them, would otherwise have
  /// left a terminal that nobody holds, and that is what the relay takes for the end.
  private let slave: FileDescriptor

  /// How long the relay may take for what PROGRAM printed last, in milliseconds: nobody may read
  /// the job's output.
  private static let lastWordsPatience: UInt64 = 1_000

  init(relayEnvironment: [String: String]) throws {
    let made = try PseudoTerminal(
      rows: ProgramTerminal.rows, columns: ProgramTerminal.columns)
    defer { try? made.master.close() }
    var descriptors = Spawn.Descriptors.inherited
    descriptors.list.append(made.master)
    do {
      // A session of its own: what ends the job's session is for PROGRAM, whose last words it
      // carries.
      let pid = try Spawn.start(
        Relay.command(environment: relayEnvironment), descriptors: descriptors, newSession: true)
      guard let relay = ProcessIdentity.of(pid) else {
        throw SystemError("look at the terminal's relay", .noSuchProcess)
      }
      self.relay = relay
      slave = made.slave
    } catch {
      try? made.slave.close()
      throw error
    }
  }

  /// What PROGRAM gets for standard input, output and error.
  var descriptors: Spawn.Descriptors { .init(input: slave, output: slave, error: slave) }

  /// When PROGRAM is gone: the relay writes what is left, and ends.
  func end() {
    try? slave.close()
    _ = relay.waitForEnd(until: .after(Self.lastWordsPatience))
    relay.send(SIGKILL)
    _ = Children.reap(relay.pid)
  }
}
