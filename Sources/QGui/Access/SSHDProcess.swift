/// What sshd calls its processes in ps(1).
public enum SSHDProcess {
  /// Whether this one serves a connection of this user's: `sshd: alice [priv]`, since OpenSSH 9.8
  /// `sshd-session: alice [priv]`. The daemon that listens never calls itself so.
  public static func serves(_ user: AccountName, program: String, commandLine: String) -> Bool {
    ["sshd", "sshd-session"].contains(program)
      && commandLine.utf8.starts(with: "\(program): \(user) [priv]".utf8)
  }
}
