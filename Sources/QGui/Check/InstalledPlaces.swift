/// Where an installation has the files that remedies name as the guides do: `pbs/prologue`.
public struct InstalledPlaces: Sendable {
  private static let folders = ["cgroup/", "pam/", "pbs/"]

  /// The path of qgui-node.
  let program: String
  /// What `PREFIX` was.
  let prefix: String

  /// - Returns: nil when `program` is in no folder `bin`, as where it was built.
  public init?(program: String) {
    let end = "/bin/\(HookScript.program)"
    guard program.hasPrefix("/"), program.hasSuffix(end) else { return nil }
    self.program = program
    prefix = String(program.dropLast(end.count))
  }

  /// The folder that an installation has; who has copied the programs alone has none.
  public var share: String { "\(prefix)/share/qgui" }

  /// The same, with paths that can be pasted.
  public func naming(_ result: CheckResult) -> CheckResult {
    CheckResult(result.name, result.state, result.message, remedy: result.remedy.map(naming))
  }

  private func naming(_ remedy: String) -> String {
    remedy.split(separator: " ", omittingEmptySubsequences: false).map { word in
      if word == HookScript.place { return program }
      guard Self.folders.contains(where: word.hasPrefix) else { return String(word) }
      return (word.contains("/README.md") ? "\(prefix)/share/doc/qgui/" : share + "/") + word
    }.joined(separator: " ")
  }
}
