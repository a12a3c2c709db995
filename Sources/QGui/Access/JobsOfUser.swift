/// What `qstat -n -1 -u USER` prints: a line for each of a user's jobs (qstat(1B)).
public enum JobsOfUser {
  /// With `-t` an array's subjobs are named; Slurm's qstat does not know it, and needs it not.
  public static func arguments(user: AccountName, subjobs: Bool) -> [String] {
    ["-n", "-1"] + (subjobs ? ["-t"] : []) + ["-u", "\(user)"]
  }

  /// Whether one of them runs on a node.
  ///
  /// A job's name stands in its line as its user wrote it, blanks and all where the system allows
  /// them: only what comes after it counts, `… STATE TIME HOSTS`.
  ///
  /// - Parameter node: the name by which the node calls itself.
  public static func runs(on node: String, list text: String) -> Bool {
    text.split(whereSeparator: \.isNewline).contains { line in
      let words = line.split(separator: " ")
      // A long id is cut off by OpenPBS.
      guard words.count >= 6, line.utf8.first?.isASCIIDigit == true, words[words.count - 3] == "R"
      else { return false }
      let hosts = ExecHost(String(words[words.count - 1]))?.hosts ?? []
      return hosts.contains { $0.isSameMachine(as: node) }
    }
  }
}
