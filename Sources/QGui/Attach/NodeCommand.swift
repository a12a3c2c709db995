/// The command that asks something of qgui-run on a node.
public enum NodeCommand {
  /// Over ssh, with every setting that the user and the site made for this host: no option here
  /// touches keys, agents, jumps or host keys, and prompts only where nobody would answer them.
  /// `-x`, `-a` and ClearAllForwardings leave out what this connection has no use for, and what a
  /// busy port would make fail.
  public static func ssh(
    path: String, node: HostName, qguiRun: String, verb: NodeVerb, environment: [String: String]
  ) -> Command {
    let common = [
      "-x", "-a", "-o", "ClearAllForwardings=yes", "-o", "ServerAliveInterval=15",
      "-o", "ServerAliveCountMax=3",
    ]
    return Command(
      path: path,
      arguments: verb.sshOptions + common
        + ["--", node.description, remote(qguiRun: qguiRun, verb: verb)],
      environment: environment)
  }

  /// What the user's login shell on the node reads: bash, tcsh and fish alike.
  static func remote(qguiRun: String, verb: NodeVerb) -> String {
    (["exec", qguiRun] + verb.remoteWords).joined(separator: " ")
  }

  /// On this very machine, without ssh.
  public static func local(path: String, verb: NodeVerb, environment: [String: String]) -> Command {
    Command(path: path, arguments: verb.words, environment: environment)
  }

  /// A path or name of qgui-run that no shell changes: `[A-Za-z0-9._/+-]+`, and no option.
  public static func isSafePath(_ path: String) -> Bool {
    !path.isEmpty && !path.hasPrefix("-")
      && path.unicodeScalars.allSatisfy { scalar in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "/", "+", "-": true
        default: false
        }
      }
  }
}
