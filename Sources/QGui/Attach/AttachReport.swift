/// How qconnect ends: its exit status, and the one line that it prints, safe to print and without
/// the program's name.
public struct AttachReport: Equatable, Sendable {
  public let status: Int32
  public let line: String

  public init(_ status: Int32, _ line: String) {
    self.status = status
    self.line = line
  }
}

extension AttachTarget {
  /// What a person at a terminal must know, once the windows come up. `program` is not trusted.
  ///
  /// - Parameter hasTerminal: whether the session has one: then its shell's end is the session's, and
  ///   no window's.
  public func hint(program: String, hasTerminal: Bool) -> String {
    let program = program.printable(limit: 60)
    let act = hasTerminal ? "the end of its shell" : "closing its window"
    let end =
      switch self {
      case .job: "ends the job"
      case .display: "ends it"
      }
    return "Ctrl-C leaves \(program) running; \(act) \(end)"
  }

  /// What a person sees at the end who had a session's terminal without its windows.
  ///
  /// - Parameter trouble: why no windows can be shown.
  public func leftTerminal(trouble: String) -> AttachReport {
    // tmux has said whether it was left or has ended.
    AttachReport(
      ExitStatus.success, "\(command) comes back to it while it runs; no windows: \(trouble)")
  }
}

/// Text of other programs, for people's eyes.
public enum ForeignText {
  /// Its lines, each safe to print and cut after 500 characters; none that is blank.
  public static func lines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
      .map { $0.printable(limit: 500) }
  }
}
