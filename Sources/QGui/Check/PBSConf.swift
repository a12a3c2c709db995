/// What pbs.conf says: `KEY=value` lines.
public struct PBSConf: Sendable {
  /// Where OpenPBS keeps its files.
  public let home: String
  /// Where its commands are, if it says so.
  public let commands: String?

  public init(_ text: String) {
    func path(_ key: String) -> String? {
      ConfigText.values(key, in: text).last.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    home = path("PBS_HOME") ?? "/var/spool/pbs"
    commands = path("PBS_EXEC").map { "\($0)/bin" }
  }
}
