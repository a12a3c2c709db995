/// Files in the user's state directory (XDG Base Directory Specification), shared by all nodes.
public enum StateFiles {
  /// The short record that stays when a session has ended.
  public static func endedRecord(
    environment: [String: String], home: String, jobDirectoryName: String, host: String
  ) -> String {
    let set = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return "\(set ?? home + "/.local/state")/qgui/ended/\(jobDirectoryName)@\(host)"
  }

  /// Whether a file beside the records has a record's name: users may put others there.
  public static func isEndedRecord(_ name: String) -> Bool {
    let parts = name.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && SessionFiles.isSessionName(String(parts[0]))
  }

  /// Which job the user's next log-in to a node is for. Not below `XDG_STATE_HOME`: sshd, for which
  /// it is, knows no environment of the user's.
  ///
  /// - Parameter node: by its first label, as nodes and batch systems name it differently.
  public static func attaching(home: String, node: String) -> String {
    "\(home)/.local/state/qgui/attaching@\(node.prefix { $0 != "." }.lowercased())"
  }
}
