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

  /// So many records stay.
  private static let mostEndedRecords = 100
  /// In seconds: other nodes write there too, and their clocks differ.
  private static let tolerance = 60

  /// Which records are to go where there are too many: the oldest. What is later than the newest, which
  /// was just written, is of a clock that was set back since, and older than all others.
  ///
  /// - Parameter records: with the time at which each was written, in seconds.
  public static func surplus(_ records: [(name: String, time: Int)], newest: Int) -> [String] {
    let byAge = records.sorted { age($0.time, newest) > age($1.time, newest) }
    return byAge.dropLast(mostEndedRecords).map(\.name)
  }

  private static func age(_ time: Int, _ newest: Int) -> Int {
    time > newest + tolerance ? .max : newest - time
  }

  /// Which job the user's next log-in to a node is for. Not below `XDG_STATE_HOME`: sshd, for which
  /// it is, knows no environment of the user's.
  ///
  /// - Parameter node: by its first label, as nodes and batch systems name it differently.
  public static func attaching(home: String, node: String) -> String {
    "\(home)/.local/state/qgui/attaching@\(node.prefix { $0 != "." }.lowercased())"
  }
}
