import Glibc
import Linux
import QGui
import SystemPackage

/// A group and all below it, which a user may have made: of any depth and number.
struct GroupTree {
  private let directory: String

  init(_ location: CgroupLocation) { directory = location.directory }

  /// Takes all directories from their user, who could otherwise rename them, on version 1, as fast as
  /// they are walked through.
  func seize() {
    DirectoryTree(directory).walk(enter: { group in
      fchown(group, 0, 0)
      return true
    })
  }

  /// Whether nobody is in any group of the tree, or it is gone.
  var isEmpty: Bool {
    eachPids(\.isEmpty)
  }

  /// Calls `body` with the pids of each group, until it says no.
  ///
  /// - Returns: whether all groups were looked at, and it never said no.
  @discardableResult
  func eachPids(_ body: ([Int32]) -> Bool) -> Bool {
    DirectoryTree(directory).walk(enter: { body(Self.pids($0)) })
  }

  /// The same with processes that were surely in the group: a pid may be another one's, outside, by
  /// the time that its start time is read.
  func eachGroup(_ body: ([ProcessIdentity]) -> Bool) {
    DirectoryTree(directory).walk(enter: { body(Self.processes($0)) })
  }

  /// Removes the groups that are empty, from the bottom up.
  ///
  /// - Returns: whether the whole tree is gone.
  func remove() -> Bool {
    DirectoryTree(directory).walk(leave: { unlinkat($0, $1, AT_REMOVEDIR) })
    return rmdir(directory) == 0 || errno == ENOENT
  }

  /// Whose pid is still in the group after the start time was read.
  private static func processes(_ group: Int32) -> [ProcessIdentity] {
    let found = pids(group).compactMap(ProcessIdentity.of)
    guard !found.isEmpty else { return [] }
    let still = Set(pids(group))
    return found.filter { still.contains($0.pid) }
  }

  private static func pids(_ group: Int32) -> [Int32] {
    let file = openat(group, "cgroup.procs", O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    let bytes = FileDescriptor(rawValue: file).readToEnd() ?? []
    // 0 is a process that this one cannot see, in another pid namespace.
    return bytes.split(separator: UInt8(ascii: "\n"))
      .compactMap { Int32(String(decoding: $0, as: UTF8.self)) }.filter { $0 > 0 }
  }
}
