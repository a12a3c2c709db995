/// What `qstat -n -1 -u USER` prints: a line for each of a user's jobs (qstat(1B)).
public enum JobsOfUser {
  /// With `-t` an array's subjobs are named; Slurm's qstat does not know it, and needs it not.
  public static func arguments(user: AccountName, subjobs: Bool) -> [String] {
    ["-n", "-1"] + (subjobs ? ["-t"] : []) + ["-u", "\(user)"]
  }

  /// Whether a job of the list runs on a node.
  ///
  /// Its id does not matter, as OpenPBS cuts off a long one. A list without any job is no answer by
  /// itself: Torque's server shows root on a node no user's jobs, with status 0, unless its attribute
  /// `query_other_jobs` is True (pbs_server_attributes(7B)).
  ///
  /// - Parameters:
  ///   - node: the name by which the node calls itself.
  ///   - showsAll: whether the server shows root the jobs of others, nil where it does not answer; asked
  ///     only where no job is listed.
  public static func answer(
    on node: String, list text: String, showsAll: () -> Bool?
  ) -> NodeAccess.Answer {
    let jobs = JobListLine.all(in: text)
    guard !jobs.isEmpty else {
      return showsAll().map { $0 ? .runsNone : .hidden } ?? .silent
    }
    let runs = jobs.contains { line in
      guard line.state == "R" else { return false }
      let hosts = ExecHost(String(line.hosts))?.hosts ?? []
      return hosts.contains { $0.isSameMachine(as: node) }
    }
    return runs ? .runs : .runsNone
  }

  /// Asks PBS servers for their attributes: qstat(1B), "Display Server Status".
  public static let serverArguments = ["-B", "-f"]

  /// Whether the text that this prints says that all users' jobs are shown. OpenPBS says so by default,
  /// Torque nothing.
  public static func showsAll(servers text: String) -> Bool {
    text.utf8.split(separator: UInt8(ascii: "\n")).contains { line in
      let words = Substring(line).split { $0 == " " || $0 == "\t" }
      return words.count == 3 && words[0] == "query_other_jobs" && words[1] == "="
        && words[2].lowercasedASCII == "true"
    }
  }
}
