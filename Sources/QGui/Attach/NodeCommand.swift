/// The command that is the node's end of a connection.
public enum NodeCommand {
  /// Over ssh, with every setting that the user and the site made for this host: no option here
  /// touches keys, agents, jumps, prompts or host keys. `-x`, `-a` and ClearAllForwardings leave
  /// out what this connection has no use for, and what a busy port would make fail.
  public static func ssh(
    path: String, node: HostName, qguiRun: String, target: AttachTarget, nonce: String,
    environment: [String: String]
  ) -> Command {
    Command(
      path: path,
      arguments: [
        "-T", "-x", "-a", "-o", "ClearAllForwardings=yes", "-o", "ServerAliveInterval=15",
        "-o", "ServerAliveCountMax=3", "--", node.description,
        remote(qguiRun: qguiRun, target: target, nonce: nonce),
      ],
      environment: environment)
  }

  /// What the user's login shell on the node reads: bash, tcsh and fish alike.
  static func remote(qguiRun: String, target: AttachTarget, nonce: String) -> String {
    "exec \(qguiRun) \(verb) '\(target.key)' \(nonce)"
  }

  /// On this very machine, without ssh.
  public static func local(
    path: String, target: AttachTarget, nonce: String, environment: [String: String]
  ) -> Command {
    Command(path: path, arguments: [verb, target.key, nonce], environment: environment)
  }

  public static let verb = "--serve"

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
