import QGui

/// Where the commands of a batch system are: qstat, qsub and others. Jobs that have no shell get a PATH
/// of `/bin:/usr/bin`, and so may a log-in that reads no profile.
public enum BatchCommand {
  /// Folders beside the PATH, the first one first.
  ///
  /// - Parameter conf: that of OpenPBS.
  static func folders(_ conf: PBSConf) -> [String] {
    (conf.commands.map { [$0] } ?? [])
      + ["/opt/pbs/bin", "/opt/torque/bin", "/opt/slurm/bin", "/usr/local/bin"]
  }

  /// As a user finds it, whose own PATH and `PBS_CONF_FILE` count.
  public static func find(
    _ name: String, environment: [String: String]
  ) throws(ProgramPath.Failure) -> String {
    let file = environment["PBS_CONF_FILE"] ?? "/etc/pbs.conf"
    let conf = PBSConf(File.readSmall(file) ?? "")
    return try ProgramPath.find(name, path: environment["PATH"], beside: folders(conf))
  }
}
