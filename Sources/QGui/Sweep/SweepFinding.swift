/// One thing that the sweep found: something dead, and what of it is still there.
public struct SweepFinding: Equatable, Codable, Sendable {
  public enum Kind: String, Codable, Sendable {
    /// A display with its program.
    case session
    /// What a prologue made for a job that has ended.
    case job
  }

  public enum Outcome: String, Codable, Sendable {
    case removed
    /// Only looked at.
    case found
    /// It was tried, and is still there.
    case stayed
    /// Whether it is dead could not be found out.
    case unsure
  }

  public let kind: Kind
  public let name: String
  public let user: String
  /// Processes, sockets, groups and directories, for people.
  public let remains: [String]
  public let outcome: Outcome

  public init(
    _ kind: Kind, _ name: String, user: String, remains: [String], outcome: Outcome
  ) {
    self.kind = kind
    self.name = name
    self.user = user
    self.remains = remains
    self.outcome = outcome
  }

  /// One line, safe to print.
  public var line: String {
    let what = remains.map { $0.printable(limit: 200) }.joined(separator: ", ")
    return "\(verb) \(kind.rawValue) \(name.printable()) of \(user.printable()): \(what)"
  }

  private var verb: String {
    switch outcome {
    case .removed: "removed"
    case .found: "would remove"
    case .stayed: "could not remove"
    case .unsure: "left alone, as nobody says whether it still runs,"
    }
  }
}
