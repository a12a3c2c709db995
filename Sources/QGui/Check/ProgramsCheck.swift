/// The programs themselves: where users and hooks find them.
public struct ProgramsCheck: Sendable {
  /// qgui-run where commands of ssh find it; nil for nowhere.
  public var run: PathWalk?
  /// This very program.
  public var node: PathWalk

  public init(run: PathWalk?, node: PathWalk) {
    self.run = run
    self.node = node
  }

  /// What sshd gives to commands where nobody sets more.
  public static let path = "/usr/local/bin:/usr/bin:/bin"

  public var results: [CheckResult] { [runResult, nodeResult] }

  private var runResult: CheckResult {
    let name = "qgui-run"
    guard let run else {
      return CheckResult(
        name, .warning, "qgui-run is not in \(Self.path), where commands of ssh look",
        remedy: "install -m 755 qgui-run /usr/local/bin/")
    }
    if let fault = run.fault {
      return CheckResult(
        name, .wrong, "everybody runs \(run.path), and \(fault.message)", remedy: fault.remedy)
    }
    return CheckResult(name, .ok, "qgui-run is \(run.path)")
  }

  private var nodeResult: CheckResult {
    let name = "qgui-node"
    if let fault = node.fault {
      return CheckResult(
        name, .warning, "hooks must not call this \(node.path): \(fault.message)",
        remedy: "install -o root -g root -m 755 \(ShellWord.quoted(node.path)) \(HookScript.place)")
    }
    return CheckResult(name, .ok, "qgui-node is \(node.path), and root's alone")
  }
}
