import Glibc
import Linux
import QGui
import SystemPackage

/// How PROGRAM is started: on its display, inside its limit.
struct ProgramStart {
  let pid: Int32
  /// Where the stub tells in which group PROGRAM is, if another than ours makes it.
  let report: FileDescriptor?

  init(_ session: Session, _ display: DisplayNumber) throws {
    let plan = session.plan
    let command = Command(
      path: plan.program,
      arguments: plan.isTerminal
        ? TerminalSession.serverArguments(session.files) : plan.arguments,
      environment: SessionEnvironment.program(
        plan.environment, display: display, files: session.files,
        mark: session.record[.mark] ?? "-"))
    guard case .userScope(let limit) = plan.containment else {
      let stub = ExecStub(group: session.group?.recordText, isKilledFirst: true)
      pid = try Spawn.start(stub.command(for: command), keepsOthers: true)
      report = nil
      return
    }
    let pipe = try Pipe()
    defer { try? pipe.writing.close() }
    let stub = ExecStub(isKilledFirst: true, reportDescriptor: 3)
    let scoped = UserScope.command(
      stub.command(for: command), user: plan.user.id, name: session.directory.name, limit: limit)
    var descriptors = Spawn.Descriptors.inherited
    descriptors.list.append(pipe.writing)
    pid = try Spawn.start(scoped, descriptors: descriptors)
    report = pipe.reading
  }
}
