import CLinux
import Glibc
import QGui

/// Who and where this process is.
public enum Machine {
  public struct User: Sendable {
    public let id: UInt32
    public let name: String
    public let home: String
  }

  /// uname(2)'s node name, as xpra uses it in the names of its sockets.
  public static var hostName: String {
    var name = utsname()
    uname(&name)
    return withUnsafePointer(to: &name.nodename) {
      $0.withMemoryRebound(to: CChar.self, capacity: 65) { String(cString: $0) }
    }
  }

  /// The real user, from the password database; $HOME counts before it, as everywhere.
  public static var user: User {
    let id = getuid()
    let entry = getpwuid(id)?.pointee
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return User(
      id: id,
      name: entry.map { String(cString: $0.pw_name) } ?? "\(id)",
      home: home ?? entry.map { String(cString: $0.pw_dir) } ?? "/")
  }

  /// The file of this program, which an upgrade may have replaced by another since.
  public static var ownFile: String {
    guard let path = ProcFS.file(getpid()), access(path, X_OK) == 0 else { return "/proc/self/exe" }
    return path
  }

  /// What this process was called with, but for its name.
  public static var arguments: [String] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { CommandLine.unsafeArgv[$0] }
      .map { String(systemString: $0) }
  }

  public static var environment: [String: String] {
    var result: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let line = String(systemString: text)
      if let equals = line.utf8.firstIndex(of: UInt8(ascii: "=")) {
        result[String(line[..<equals])] = String(line[line.utf8.index(after: equals)...])
      }
      entry += 1
    }
    return result
  }

  /// Neither this process nor a later child of it dumps core: xpra's dumps fill home directories.
  public static func forbidCoreDumps() { _ = clinux_forbid_core_dumps() }

  public static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }
}
