/// Who is connected to a socket: the text of `/proc/net/unix` (proc(5)).
public enum ConnectedSockets {
  /// The state SS_CONNECTED, as the kernel prints it.
  private static let connected: Substring = "03"

  /// How many connections a server at one of `paths` has accepted: each has the server's path.
  public static func count(_ table: String, paths: Set<String>) -> Int {
    table.split(separator: "\n").count { line in
      let fields = line.split(separator: " ", maxSplits: 7, omittingEmptySubsequences: true)
      return fields.count == 8 && fields[5] == connected && paths.contains(String(fields[7]))
    }
  }
}
