/// Every directory, link and file that is passed on the way to a path. Whoever can change one of
/// them decides what is there: root must not run it then (OpenSSH asks the same of its files).
public struct PathWalk: Equatable, Sendable {
  public struct Step: Equatable, Sendable {
    public let path: String
    public let fact: FileFact

    public init(_ path: String, _ fact: FileFact) {
      self.path = path
      self.fact = fact
    }
  }

  public let path: String
  /// From the top on; links are followed, and stand among the steps.
  public let steps: [Step]

  public init(path: String, steps: [Step]) {
    self.path = path
    self.steps = steps
  }

  /// What is there in the end.
  public var end: FileFact { steps.last?.fact ?? .missing }

  /// The first step that others than root could change: what is wrong with it, and the remedy.
  public var fault: (message: String, remedy: String)? {
    for step in steps {
      guard let status = step.fact.status, !status.isRootsAlone else { continue }
      let place = ShellWord.quoted(step.path)
      if status.owner != 0 {
        return ("\(step.path) is user \(status.owner)'s", "chown -h root \(place)")
      }
      return ("\(step.path) is writable by others", "chmod go-w \(place)")
    }
    return nil
  }
}
