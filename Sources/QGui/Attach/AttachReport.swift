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
  public func hint(program: String) -> String {
    let program = program.printable(limit: 60)
    return switch self {
    case .job: "Ctrl-C leaves \(program) running; closing its window ends the job"
    case .display: "Ctrl-C leaves \(program) running; closing its window ends it"
    }
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
