/// What `/proc/net/unix` (proc(5)) says of a server's sockets.
///
/// A path stands there as its maker bound it, line breaks and all, so that any user of the node can
/// make up whole lines. Nobody else can say which sockets a process has open: lines of these alone
/// count, and two that differ about one of them show that somebody makes up lines.
public struct ServerSockets {
  private let lines: Set<SocketLine>

  /// - Parameters:
  ///   - table: the text.
  ///   - links: what the links in the server's `/proc/PID/fd` say.
  public init(table: String, links: [String]) {
    let own = Set(links.map { Substring($0) })
    lines = Set(SocketLine.all(table).filter { own.contains("socket:[\($0.inode)]") })
  }

  /// How many connections it has accepted at `paths`: each has the server's path. Nil where that
  /// cannot be told.
  public func connections(at paths: Set<String>) -> Int? {
    guard Set(lines.map(\.inode)).count == lines.count else { return nil }
    return lines.count { $0.isConnected && paths.contains(String($0.path)) }
  }

  /// Whether somebody listens at `path`, or somebody makes that up: then a client comes too soon.
  public static func isListening(at path: String, table: String) -> Bool {
    SocketLine.all(table).contains { $0.isListening && $0.path == path }
  }
}

/// `Num RefCount Protocol Flags Type St Inode Path`, the last one where it was bound.
private struct SocketLine: Hashable {
  let flags: Substring
  let state: Substring
  let inode: Substring
  let path: Substring

  /// SS_CONNECTED.
  var isConnected: Bool { state == "03" }
  /// __SO_ACCEPTCON.
  var isListening: Bool { flags == "00010000" }

  /// By bytes: a path may end with a carriage return, or begin with a mark.
  static func all(_ table: String) -> [SocketLine] {
    table.utf8.split(separator: UInt8(ascii: "\n")).compactMap(SocketLine.init)
  }

  private init?(_ line: Substring.UTF8View) {
    let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 7).map { Substring($0) }
    guard fields.count >= 7 else { return nil }
    (flags, state, inode) = (fields[3], fields[5], fields[6])
    path = fields.count == 8 ? fields[7] : ""
  }
}
