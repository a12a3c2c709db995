import Glibc
import Linux
import QGui

/// An attachment to a session's terminal alone, where no windows can be shown.
enum TerminalVisit {
  static func run(
    _ plan: AttachPlan, _ place: NodePlace, _ signals: SignalSource, _ trouble: Ending
  ) throws -> Visit {
    let began = Instant.now
    let terminal = try TerminalProcess(
      NodeExchange(plan.site).command(.terminal(plan.target), at: place))
    let status = try wait(terminal, signals)
    if status != ExitStatus.success { terminal.restore() }
    // ssh has told its user why it did not come that far; an unknown name is one of its reasons.
    if status == ExitStatus.ssh, !terminal.wasOpen, let next = place.underNextName() {
      return try run(plan, next, signals, trouble)
    }
    let end = end(status, place)
    return Visit(
      end: end, program: "", place: place.description,
      lasted: terminal.wasOpen ? Instant.now.milliseconds - began.milliseconds : nil,
      report: report(end, plan.target, place, trouble), more: [])
  }

  private static func end(_ status: Int32, _ place: NodePlace) -> AttachEnd {
    switch status {
    case ExitStatus.success: .detached
    case ExitStatus.ssh: .connectionLost
    case ExitStatus.unavailable: .absent(last: nil)
    case ExitStatus.tryAgain: .notReady
    default: .nodeFailed(NodeFailure(exitStatus: status, text: "", node: place.name))
    }
  }

  private static func report(
    _ end: AttachEnd, _ target: AttachTarget, _ place: NodePlace, _ trouble: Ending
  ) -> AttachReport {
    switch end {
    case .detached: target.leftTerminal(trouble: trouble.report.line)
    // It has no terminal, as the node has said: then its windows were wanted.
    case .absent: trouble.report
    default: end.report(target: target, program: "", place: place.description, clientLog: nil)
    }
  }

  /// Its exit status.
  ///
  /// - Throws: `Left` when the user leaves; then it is ended.
  private static func wait(_ terminal: TerminalProcess, _ signals: SignalSource) throws -> Int32 {
    var isLeft = false
    while true {
      _ = try Poll.wait(reading: [signals.descriptor], until: nil)
      while let signal = signals.next() {
        if Journey.leaving.contains(signal.number) {
          isLeft = true
          Children.signal(terminal.pid, SIGTERM)
        }
      }
      while let child = Children.reapNext() {
        guard child.pid == terminal.pid else { continue }
        guard isLeft else { return child.status }
        terminal.restore()
        throw Left()
      }
    }
  }
}
