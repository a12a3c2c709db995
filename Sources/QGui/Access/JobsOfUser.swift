/// What `qstat -n -1 -u USER` prints: a line for each of a user's jobs (qstat(1B)).
public enum JobsOfUser {
  /// With `-t` an array's subjobs are named; Slurm's qstat does not know it, and needs it not.
  public static func arguments(user: AccountName, subjobs: Bool) -> [String] {
    ["-n", "-1"] + (subjobs ? ["-t"] : []) + ["-u", "\(user)"]
  }

  /// Whether one of them runs on a node.
  ///
  /// Its id does not matter, as OpenPBS cuts off a long one.
  ///
  /// - Parameter node: the name by which the node calls itself.
  public static func runs(on node: String, list text: String) -> Bool {
    JobListLine.all(in: text).contains { line in
      guard line.state == "R" else { return false }
      let hosts = ExecHost(String(line.hosts))?.hosts ?? []
      return hosts.contains { $0.isSameMachine(as: node) }
    }
  }
}
