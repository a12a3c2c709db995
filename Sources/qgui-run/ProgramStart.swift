import Linux
import QGui

/// How PROGRAM is started: on its display, inside its limit.
enum ProgramStart {
  /// The pid of PROGRAM.
  static func start(_ session: Session, _ display: DisplayNumber) throws -> Int32 {
    let plan = session.plan
    let command = Command(
      path: plan.program, arguments: plan.arguments,
      environment: SessionEnvironment.program(
        plan.environment, display: display, files: session.files,
        mark: session.record[.mark] ?? "-"))
    return try ExecStub(group: session.group?.recordText, isKilledFirst: true).start(command)
  }
}
