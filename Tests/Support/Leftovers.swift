import Glibc
import Linux
import QGui

/// What there is of the tests' users on this machine. They have nothing outside of tests, so
/// whatever is there at a test's end was left behind.
public struct Leftovers: Equatable, Sendable {
  public let items: Set<String>

  public var isEmpty: Bool { items.isEmpty }

  public func subtracting(_ other: Leftovers) -> Leftovers {
    Leftovers(items: items.subtracting(other.items))
  }

  private init(items: Set<String>) { self.items = items }

  /// - Parameter ofMachine: what has no owner counts too, such as root's records of jobs.
  public static func of(_ users: [TestUser], groups: String?, ofMachine: Bool = true) -> Leftovers {
    var items = groupsLeft(groups) + abstractDisplays(users, ofMachine: ofMachine)
    if ofMachine {
      items += Directory.names(JobRecords.place).map { "record \(JobRecords.place)/\($0)" }
    }
    items += ProcessTable.of(users).map(\.description)
    for user in users {
      items += sharedFiles(of: user) + sockets(below: user.home) + sharedMemory(of: user)
    }
    return Leftovers(items: Set(items))
  }

  /// Sockets, lock files, directories: everything of the user's where others have theirs too.
  private static func sharedFiles(of user: TestUser) -> [String] {
    ["/tmp", "/tmp/.X11-unix", "/tmp/.ICE-unix", "/dev/shm", "/run/user"].flatMap { directory in
      Directory.names(directory).map { "\(directory)/\($0)" }.filter {
        FileTree.status($0)?.st_uid == user.id
      }.flatMap { [$0] + FileTree.below($0) }
    }
  }

  private static func sockets(below directory: String) -> [String] {
    FileTree.below(directory).filter(FileTree.isSocket)
  }

  /// `/proc/sysvipc/shm`: key shmid perms size cpid lpid nattch uid …
  private static func sharedMemory(of user: TestUser) -> [String] {
    (File.read("/proc/sysvipc/shm") ?? "").split(separator: "\n").filter {
      let fields = $0.split(separator: " ")
      return fields.count > 7 && fields[7] == "\(user.id)"
    }.map { "shared memory: \($0)" }
  }

  /// Abstract sockets have no owner. A server's is its own where the file beside it is another
  /// user's: that is a neighbour's display.
  private static func abstractDisplays(_ users: [TestUser], ofMachine: Bool) -> [String] {
    let prefix = "@/tmp/.X11-unix/X"
    let names = (File.read("/proc/net/unix") ?? "").split(separator: "\n").compactMap {
      $0.split(separator: " ").last.flatMap { $0.hasPrefix(prefix) ? String($0) : nil }
    }
    return Set(names).filter { name in
      let owner = FileTree.status(String(name.dropFirst()))?.st_uid
      return owner == nil && ofMachine || users.contains { $0.id == owner }
    }.map { "socket \($0)" }
  }

  private static func groupsLeft(_ directory: String?) -> [String] {
    guard let directory else { return [] }
    let sessions = Directory.names(directory).filter { $0.hasPrefix("qgui-") }
    let jobs = MemoryTestGroup(directory: directory).jobs.map { "qgui/\($0)" }
    return (sessions + jobs).map { "cgroup \(directory)/\($0)" }
  }
}

extension Leftovers: CustomStringConvertible {
  public var description: String { items.sorted().joined(separator: "\n") }
}
