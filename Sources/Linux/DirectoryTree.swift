import Glibc

/// A directory and everything below it, of whatever depth. Users make such trees, and whole paths
/// could be too long, or a descriptor for each level too many: it goes from one open directory to the
/// next, and back by `..`.
public struct DirectoryTree {
  private let path: String

  public init(_ path: String) { self.path = path }

  private struct Level {
    let name: Directory.Name
    let identity: Identity
    var left: [Directory.Name]
  }

  private struct Identity: Equatable {
    let device: dev_t
    let number: ino_t

    init?(_ directory: Int32) {
      var status = stat()
      guard fstat(directory, &status) == 0 else { return nil }
      device = status.st_dev
      number = status.st_ino
    }
  }

  /// - Parameters:
  ///   - enter: called in each directory, the top first; false ends the walk.
  ///   - leave: called for each but the top, with its parent and its name there, after all below it.
  /// - Returns: false when not everything was seen: the walk ended early, or a directory was moved or
  ///   removed meanwhile.
  @discardableResult
  public func walk(
    enter: (Int32) -> Bool = { _ in true },
    leave: (_ parent: Int32, _ name: Directory.Name) -> Void = { _, _ in }
  ) -> Bool {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    var current = open(path, flags)
    guard current >= 0 else { return errno == ENOENT }
    defer { close(current) }
    guard enter(current), let top = Self.level([0], current) else { return false }
    var levels = [top]
    var sawAll = true
    while true {
      if let name = levels[levels.count - 1].left.popLast() {
        let child = openat(current, name, flags)
        guard child >= 0 else {
          sawAll = false
          continue
        }
        close(current)
        current = child
        guard enter(current), let level = Self.level(name, current) else { return false }
        levels.append(level)
      } else {
        let done = levels.removeLast()
        guard let above = levels.last else { return sawAll }
        let parent = openat(current, "..", flags)
        guard parent >= 0 else { return false }
        close(current)
        current = parent
        guard Identity(current) == above.identity else { return false }
        leave(current, done.name)
      }
    }
  }

  /// Removes whatever is below it, as far as this user may.
  public func removeContents() {
    walk(
      enter: { place in
        for name in Directory.names(in: place, .others) { unlinkat(place, name, 0) }
        // Programs close directories to their own user: an overlay's work directory has mode 000.
        for name in Directory.names(in: place, .directories) {
          fchmodat(place, name, 0o700, AT_SYMLINK_NOFOLLOW)
        }
        return true
      }, leave: { parent, name in unlinkat(parent, name, AT_REMOVEDIR) })
  }

  private static func level(_ name: Directory.Name, _ directory: Int32) -> Level? {
    Identity(directory).map {
      Level(name: name, identity: $0, left: Directory.names(in: directory, .directories))
    }
  }
}
