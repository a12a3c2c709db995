import Glibc
import Linux
import QGui

/// A notice to whoever is attached to the session's display (xpra(1), `xpra control`,
/// `send-notification`). It takes 0.2 s, and nobody waits for it.
enum DisplayNotice {
  /// A later notice of the same cause takes the place of the one before.
  private static let numbers: [Warning.Cause: Int] = [.memory: 1, .walltime: 2, .memoryKill: 3]

  /// - Returns: the pid of the command, which is to be reaped.
  static func show(_ session: Session, _ record: SessionRecord, _ warning: Warning) throws -> Int32
  {
    let null = try File.null
    defer { try? null.close() }
    let job = session.plan.job.map { "job \($0.key)" } ?? session.plan.programName
    let sentence = warning.sentence(program: session.plan.programName)
    let command = Command(
      path: session.tools.xpra,
      arguments: [
        "control", "socket://\(session.files.socket)", "send-notification",
        "\(numbers[warning.cause] ?? 1)", "qgui: \(job)", sentence, "*",
      ],
      environment: session.serversEnvironment(record.display))
    return try Spawn.start(
      ExecStub(deathSignal: SIGKILL).command(for: command),
      descriptors: .init(input: null, output: null, error: null))
  }
}
