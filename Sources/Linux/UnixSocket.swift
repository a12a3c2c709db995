import CLinux
import Glibc
import QGui
import SystemPackage

/// Stream sockets of AF_UNIX (unix(7)). A path has at most 107 bytes.
public enum UnixSocket {
  /// The longest path, in bytes.
  public static let longestPath = 107

  public static func listen(_ path: String) throws -> FileDescriptor {
    FileDescriptor(
      rawValue: try check("listen at \(path)") {
        clinux_unix_listen(path, Int32(path.utf8.count))
      })
  }

  /// A leading NUL character names an abstract socket.
  public static func connect(_ name: String) throws -> FileDescriptor {
    var name = name
    return FileDescriptor(
      rawValue: try check("connect to \(name)") {
        name.withUTF8 { bytes in
          bytes.withMemoryRebound(to: CChar.self) {
            clinux_unix_connect($0.baseAddress, Int32($0.count))
          }
        }
      })
  }

  /// Makes a socket file at which nobody listens.
  public static func makeDeaf(_ path: String) throws {
    try check("bind \(path)") { clinux_unix_bind_only(path, Int32(path.utf8.count)) }
  }

  public static func accept(_ listener: FileDescriptor) throws -> FileDescriptor {
    FileDescriptor(rawValue: try check("accept") { clinux_accept(listener.rawValue) })
  }

  public static func setNonBlocking(_ descriptor: FileDescriptor) throws {
    try check("set non-blocking") { clinux_set_nonblocking(descriptor.rawValue) }
  }

  /// Whether somebody listens at the socket file `path`. Who asks is not taken for a client, as
  /// one who connects is.
  public static func isListening(_ path: String) -> Bool {
    ServerSockets.isListening(at: path, table: table ?? "")
  }

  /// How many connections `server` has accepted at `paths`; nil where that cannot be told.
  public static func connections(of server: ProcessIdentity, at paths: Set<String>) -> Int? {
    // What it opens in between is not counted yet.
    let links = ProcFS.openFiles(server.pid)
    return table.flatMap { ServerSockets(table: $0, links: links).connections(at: paths) }
  }

  private static var table: String? { File.read("/proc/net/unix") }

  /// Whether somebody listens there, even if nobody accepts.
  static func isLive(_ name: String) -> Bool {
    do {
      try connect(name).close()
      return true
    } catch {
      return (error as? SystemError)?.errno == .resourceTemporarilyUnavailable
    }
  }

  /// The process at the other end, as it was when it began to listen.
  static func peer(_ descriptor: FileDescriptor) -> (pid: Int32, user: UInt32)? {
    var pid: Int32 = 0
    var user: UInt32 = 0
    guard clinux_peer(descriptor.rawValue, &pid, &user) == 0 else { return nil }
    return (pid, user)
  }
}
