import Glibc
import Linux
import QGui

/// The command of `on-warning`, found before anything was started.
struct WarningCommand {
  private let path: String

  /// - Returns: nil for none. One that is not there costs an option's user the start, who is there to
  ///   read it; a job is not lost for a file's.
  static func find(_ name: String?, isOption: Bool, path: String?) throws -> WarningCommand? {
    guard let name else { return nil }
    do {
      return WarningCommand(path: try ProgramPath.find(name, path: path))
    } catch {
      let sentence = "on-warning \(name.printable(limit: 200)): no such program on this node"
      guard !isOption else { throw Refusal(ExitStatus.usage, "--\(sentence)") }
      say(sentence)
      return nil
    }
  }

  /// Starts it, as a part of PROGRAM: on its display, in its group.
  ///
  /// - Returns: its pid, which is to be reaped; nil for what it is not called for.
  func start(_ session: Session, _ record: SessionRecord, _ warning: Warning) throws -> Int32? {
    guard let words = warning.words, let display = record.display else { return nil }
    let plan = session.plan
    let command = Command(
      path: path, arguments: words + [warning.sentence(program: plan.programName)],
      environment: SessionEnvironment.program(
        plan.programEnvironment, display: display, files: session.files,
        mark: record[.mark] ?? "-"))
    let null = try File.null
    defer { try? null.close() }
    return try Spawn.start(
      ExecStub(
        group: session.group?.location.recordText, isKilledFirst: true, inheritance: .own
      ).command(for: command),
      descriptors: .init(input: null, output: .standardOutput, error: .standardError),
      keptSignals: plan.keptSignals)
  }
}
