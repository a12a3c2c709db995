/// One answer of `qgui-node check`: what was looked at, how it is, and what would mend it.
public struct CheckResult: Equatable, Encodable, Sendable {
  public enum State: String, Encodable, Sendable {
    case ok
    /// Worth knowing; nothing is amiss.
    case note
    /// It works, but not as well as it could.
    case warning
    case wrong
    /// This user may not look, or nothing here can tell.
    case unknown
  }

  public let name: String
  public let state: State
  public let message: String
  /// A command, or a sentence where no command does it.
  public let remedy: String?

  public init(_ name: String, _ state: State, _ message: String, remedy: String? = nil) {
    self.name = name
    self.state = state
    self.message = message
    self.remedy = remedy
  }

  /// What needs root's eyes.
  public static func hidden(_ name: String, _ what: String) -> CheckResult {
    CheckResult(name, .unknown, "\(what) cannot be read", remedy: "run it as root")
  }

  /// One line, safe to print.
  public var line: String {
    let word = state.rawValue + String(repeating: " ", count: 9 - state.rawValue.utf8.count)
    let text = word + message + (remedy.map { ": \($0)" } ?? "")
    return text.printable(limit: 600)
  }

  private enum Key: String, CodingKey {
    case name, state, message, remedy
  }

  /// Every object has the same four keys.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    try container.encode(state, forKey: .state)
    try container.encode(message, forKey: .message)
    try container.encode(remedy, forKey: .remedy)
  }
}

extension Sequence<CheckResult> {
  /// 0: ready; 1: with warnings; 2: something is wrong. What is unknown does not count.
  public var exitStatus: Int32 {
    if contains(where: { $0.state == .wrong }) { return 2 }
    return contains { $0.state == .warning } ? 1 : 0
  }
}
