import Glibc
import Linux
import QGui

/// Many users of one node, for a test of all of them at once.
public final class Crowd {
  public let users: [TestUser]
  private let directory: String

  /// Makes `count` users, with homes that everybody can pass through.
  public init(_ count: Int) throws {
    let directory = try FileTree.makeTemporary("/tmp/crowd")
    self.directory = directory
    users = try (1...count).map { number in
      try .make("qgui-crowd\(number)", home: "\(directory)/home\(number)")
    }
  }

  /// What there is of them.
  public var leftovers: Leftovers { Leftovers.of(users, groups: nil) }

  /// Ends their processes, and removes them with everything that they have.
  public func remove() {
    _ = try? eventually("no process of the crowd is left") {
      let strays = ProcessTable.of(users)
      for stray in strays { stray.identity.send(SIGKILL) }
      return strays.isEmpty
    }
    for path in leftovers.items where path.hasPrefix("/tmp/") { FileTree.remove(path) }
    for user in users { user.remove() }
    FileTree.remove(directory)
  }
}
