import Linux
import QGui

/// One process of this machine, as `/proc` tells of it (proc(5)).
public struct ProcessEntry: Sendable {
  public let identity: ProcessIdentity
  public let parent: Int32
  public let session: Int32
  public let user: UInt32
  /// argv, or the name in brackets where there is none.
  public let arguments: [String]

  public var pid: Int32 { identity.pid }
  public var name: String { arguments[0].split(separator: "/").last.map(String.init) ?? "" }
}

extension ProcessEntry: CustomStringConvertible {
  public var description: String {
    "process \(pid) of user \(user), child of \(parent): \(arguments.joined(separator: " "))"
  }

  /// Nil for a process that is gone, and for one that has ended and waits to be reaped: it holds
  /// nothing any more.
  init?(_ pid: Int32) {
    guard let process = ProcFS.statistics(pid), !process.hasEnded, let parent = process.parent,
      let session = process.session, let user = Self.user(pid),
      let identity = ProcessIdentity.of(pid)
    else { return nil }
    let words = (ProcFS.text("/proc/\(pid)/cmdline") ?? "").split(separator: "\0").map(String.init)
    self.identity = identity
    self.parent = parent
    self.session = session
    self.user = user
    arguments = words.isEmpty ? ["[\(pid)]"] : words
  }

  /// The real one; the owner of `/proc/PID` is root for some.
  static func user(_ pid: Int32) -> UInt32? {
    let status = ProcFS.text("/proc/\(pid)/status") ?? ""
    guard let label = status.firstRange(of: "\nUid:\t") else { return nil }
    return UInt32(status[label.upperBound...].prefix { $0 != "\t" })
  }
}

/// The processes of this machine.
public enum ProcessTable {
  private static var pids: [Int32] { Directory.names("/proc").compactMap { Int32($0) } }

  public static var all: [ProcessEntry] { pids.compactMap(ProcessEntry.init) }

  public static func of(_ users: TestUser...) -> [ProcessEntry] { of(users) }

  public static func of(_ users: [TestUser]) -> [ProcessEntry] {
    let ids = users.map(\.id)
    return pids.filter { ProcessEntry.user($0).map(ids.contains) == true }
      .compactMap(ProcessEntry.init)
  }

  /// Those whose session id is `session`: what a batch system takes for the job.
  public static func inSession(_ session: Int32) -> [ProcessEntry] {
    all.filter { $0.session == session }
  }

  /// The children of `parent`.
  public static func children(of parent: Int32) -> [ProcessEntry] {
    all.filter { $0.parent == parent }
  }
}
