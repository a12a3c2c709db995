/// What one qgui.conf says.
public struct SettingsFile: Equatable, Sendable {
  public let name: String
  /// The administrator's.
  public let isSystem: Bool
  /// Of the lines without an error.
  public internal(set) var values = SettingsValues()
  /// The keys that users cannot change.
  public internal(set) var fixed: Set<String> = []
  /// In the order of their lines.
  public internal(set) var problems: [SettingsProblem] = []

  /// An empty one, or one that is not there.
  public init(name: String, isSystem: Bool) {
    self.name = name
    self.isSystem = isSystem
  }

  /// One that cannot be read.
  public init(name: String, isSystem: Bool, problem: String) {
    self.init(name: name, isSystem: isSystem)
    problems = [SettingsProblem(file: name, line: nil, text: problem)]
  }

  /// The first error, how many there are, and whom it concerns; nil for a good file.
  public var refusal: String? {
    guard let first = problems.first else { return nil }
    let others = problems.count - 1
    let more = others == 0 ? "" : " (and \(others) more \(others == 1 ? "error" : "errors"))"
    return "\(first)\(more)" + (isSystem ? ": tell the administrator" : "")
  }
}

/// An error in a file: one line, safe to print, that says what to write.
public struct SettingsProblem: Equatable, Sendable, CustomStringConvertible {
  public let file: String
  /// From 1; nil for the file as a whole.
  public let line: Int?
  public let text: String

  public var description: String {
    "\(file.printable(limit: 200)):" + (line.map { "\($0):" } ?? "") + " \(text)"
  }
}
