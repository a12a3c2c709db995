import Glibc
import QGui

/// What the end of a session may look like that a signal has hit.
struct ExpectedEnd {
  /// Who was hit, and what of the session was there then.
  struct Hit {
    let role: Role
    let hadDisplay: Bool
    /// Before the session's planned end.
    let isEarly: Bool
  }

  let fault: SignalFault
  /// Nil: nobody was there.
  let hit: Hit?
  /// How the session was to end: by the program itself, or by this signal to the runner.
  let plannedSignal: Int32?

  var statuses: Set<Int32> {
    guard let hit else { return planned }
    let caused = caused(by: hit)
    return hit.isEarly && !mayGoUnnoticed(hit) ? caused : caused.union(planned)
  }

  private var own: Set<Int32> { Set([fault.program.ownStatus].compactMap { $0 }) }

  /// A signal finds a launcher gone already, which has left its status.
  private var planned: Set<Int32> {
    guard let plannedSignal else { return own }
    return told(plannedSignal)
  }

  /// The status of a program whose connection to the display is closed.
  private var windowsClosed: Set<Int32> { fault.program == .window ? [1] : own }

  private func told(_ signal: Int32) -> Set<Int32> {
    let status = ExitStatus.ofSignal(signal)
    return fault.program == .launcher ? own.union([status]) : [status]
  }

  private func caused(by hit: Hit) -> Set<Int32> {
    let number = fault.signal
    // What is stopped goes on to hear that it should end.
    guard number != SIGSTOP else { return [] }
    switch hit.role {
    case .runner: return told(number)
    // Who is still waiting for the display has no program to tell.
    case .keeper where Runner.ending.contains(number):
      return told(SIGTERM).union([ExitStatus.ofSignal(number)])
    case .keeper where number == SIGUSR1: return []
    case .keeper: return [ExitStatus.failed]
    // A server that is reset closes its clients' connections.
    case .xvfb:
      return number == SIGHUP ? windowsClosed.union([ExitStatus.failed]) : [ExitStatus.failed]
    case .xpra: return told(SIGTERM)
    case .program: return [ExitStatus.ofSignal(number)]
    case .descendant: return own
    // The program hears of it as of a terminal that is closed, or never gets one.
    case .relay: return [ExitStatus.ofSignal(SIGHUP), ExitStatus.failed]
    // Xvfb's keymap compiler is one: X may come up without it, or not at all.
    case .helper: return told(SIGTERM).union(own).union([ExitStatus.failed])
    }
  }

  /// Whether the session may go on as if nothing had been.
  private func mayGoUnnoticed(_ hit: Hit) -> Bool {
    let kills = [SIGTERM, SIGINT, SIGQUIT, SIGKILL].contains(fault.signal)
    return switch hit.role {
    case .runner, .keeper: fault.signal == SIGUSR1 || fault.signal == SIGSTOP
    // A launcher is on its way out from the beginning.
    case .program: fault.signal == SIGSTOP || fault.program == .launcher
    // What a launcher leaves may hear of the end of its terminal before it has left its session.
    case .xvfb: !kills || !hit.hadDisplay || fault.program == .launcher && fault.hasTerminal
    default: true
    }
  }

  /// Whether qgui-run itself is killed: it can neither say nor write why.
  var killsRunner: Bool { hit?.role == .runner && fault.signal == SIGKILL }
}
