import Glibc
import Linux
import QGui

/// A group and all below it. What is below, a user may have made, of any depth and number: names
/// are looked up from one open directory to the next, as a whole path could be too long.
struct GroupTree {
  private let directory: String

  init(_ location: CgroupLocation) { directory = location.directory }

  /// Deeper groups are not looked at; on version 2 there are none (`JobGroup.deepest`).
  private static let deepest = 500

  /// The processes in all groups of the tree; none when it is gone.
  var pids: Set<Int32> {
    var result: Set<Int32> = []
    withRoot { root in
      Self.visit(root, 0) { group in
        let text = Self.text("cgroup.procs", in: group)
        result.formUnion(text.split(separator: "\n").compactMap { Int32($0) })
      }
    }
    return result
  }

  /// Removes the groups that are empty, from the bottom up.
  ///
  /// - Returns: whether the whole tree is gone.
  func remove() -> Bool {
    withRoot { root in Self.removeChildren(of: root, 0) }
    return rmdir(directory) == 0 || errno == ENOENT
  }

  private func withRoot(_ body: (Int32) -> Void) {
    let root = open(directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard root >= 0 else { return }
    defer { close(root) }
    body(root)
  }

  private static func visit(_ group: Int32, _ depth: Int, _ body: (Int32) -> Void) {
    body(group)
    eachChild(of: group, depth) { _, child in visit(child, depth + 1, body) }
  }

  private static func removeChildren(of group: Int32, _ depth: Int) {
    eachChild(of: group, depth) { name, child in
      removeChildren(of: child, depth + 1)
      unlinkat(group, name, AT_REMOVEDIR)
    }
  }

  private static func eachChild(
    of group: Int32, _ depth: Int, _ body: (String, Int32) -> Void
  ) {
    guard depth < deepest else { return }
    for name in Directory.subdirectories(of: group) {
      let child = openat(group, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard child >= 0 else { continue }
      defer { close(child) }
      body(name, child)
    }
  }

  private static func text(_ name: String, in group: Int32) -> String {
    let file = openat(group, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    return File.read("/proc/self/fd/\(file)") ?? ""
  }
}
