import Glibc
import Linux
import QGui
import SystemPackage

/// How PROGRAM is started: on its display, inside its limit, and on its terminal if it gets one.
struct ProgramStart {
  let pid: Int32
  /// Where the stub tells in which group PROGRAM is, if another than ours makes it.
  let report: FileDescriptor?

  init(_ session: Session, _ display: DisplayNumber, _ terminal: RelayedTerminal?) throws {
    let plan = session.plan
    let command = Command(
      path: plan.program,
      arguments: plan.isTerminal
        ? TerminalSession.serverArguments(session.files) : plan.arguments,
      environment: SessionEnvironment.program(
        plan.programEnvironment, display: display, files: session.files,
        mark: session.record[.mark] ?? "-"))
    var descriptors = terminal?.descriptors ?? .inherited
    guard case .userScope(let limit) = plan.containment else {
      let stub = ExecStub(
        group: session.group?.location.recordText, isKilledFirst: true,
        takesTerminal: terminal != nil, inheritance: .own)
      pid = try Spawn.start(
        stub.command(for: command), descriptors: descriptors, keepsOthers: true,
        keptSignals: plan.keptSignals)
      report = nil
      return
    }
    let pipe = try Pipe()
    defer { try? pipe.writing.close() }
    let stub = ExecStub(
      isKilledFirst: true, reportDescriptor: 3, takesTerminal: terminal != nil, inheritance: .own)
    let scoped = UserScope.command(
      stub.command(for: command), user: plan.user.id, name: session.directory.name, limit: limit)
    descriptors.list.append(pipe.writing)
    pid = try Spawn.start(scoped, descriptors: descriptors, keptSignals: plan.keptSignals)
    report = pipe.reading
  }
}
