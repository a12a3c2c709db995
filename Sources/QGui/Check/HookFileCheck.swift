/// A script that a batch system runs at some moment of a job.
public struct HookFileCheck: Sendable {
  public var name: String
  /// For people, such as `Torque's epilogue.parallel`.
  public var title: String
  public var kind: HookKind
  public var walk: PathWalk
  public var text: TextFact
  /// The ways to the programs that it calls.
  public var calls: [PathWalk]
  /// What it means that there is none.
  public var missing: CheckResult.State

  public init(
    name: String, title: String, kind: HookKind, walk: PathWalk, text: TextFact, calls: [PathWalk],
    missing: CheckResult.State = .warning
  ) {
    self.name = name
    self.title = title
    self.kind = kind
    self.walk = walk
    self.text = text
    self.calls = calls
    self.missing = missing
  }

  public var mentionsUs: Bool { text.text.map(HookScript.mentions) ?? false }

  public var result: CheckResult {
    switch walk.end {
    case .missing:
      CheckResult(
        name, missing, "\(title): there is no \(walk.path)",
        remedy: "install -m 755 \(kind.source) \(place)")
    case .hidden: .hidden(name, "\(title): \(walk.path)")
    case .there(let status): file(status) ?? content
    }
  }

  private var place: String { ShellWord.quoted(walk.path) }

  private func file(_ status: FileStatus) -> CheckResult? {
    guard status.kind == .file else {
      return CheckResult(
        name, .wrong, "\(title): \(walk.path) is no file",
        remedy: "mv \(place) \(place).old && install -m 755 \(kind.source) \(place)")
    }
    if let fault = walk.fault {
      return CheckResult(name, .wrong, "\(title): \(fault.message)", remedy: fault.remedy)
    }
    let needed: UInt32 = kind.runsAsUser ? 0o505 : 0o500
    guard status.mode & needed == needed else {
      return CheckResult(
        name, .wrong, "\(title): \(walk.path) cannot be run (mode \(status.modeText))",
        remedy: "chmod 755 \(place)")
    }
    return nil
  }

  private var content: CheckResult {
    switch text {
    case .hidden, .missing: return .hidden(name, "\(title): \(walk.path)")
    case .unusable:
      return CheckResult(
        name, .unknown, "\(title): \(walk.path) is too large to be looked at",
        remedy: "see that it calls \(kind.line)")
    case .text where !mentionsUs:
      return CheckResult(
        name, .warning, "\(title): \(walk.path) does not call qgui-node",
        remedy: "add the line \(kind.line)")
    case .text:
      return CalledPrograms.fault(name, title, calls)
        ?? CheckResult(name, .ok, "\(title) calls qgui-node: \(walk.path)")
    }
  }
}
