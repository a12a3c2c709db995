/// Files in the user's state directory (XDG Base Directory Specification), shared by all nodes.
public enum StateFiles {
  /// The short record that stays when a session has ended.
  public static func endedRecord(
    environment: [String: String], home: String, jobDirectoryName: String, host: String
  ) -> String {
    let set = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return "\(set ?? home + "/.local/state")/qgui/ended/\(jobDirectoryName)@\(host)"
  }
}
