import Glibc
import Linux
import QGui

/// An ordinary user of this machine who exists for these tests only: every process and every
/// file of theirs is the tests'.
public struct TestUser: Sendable {
  public let name: String
  public let id: UInt32
  public let group: UInt32
  public let home: String

  /// Makes the user. One that an interrupted run left is replaced.
  static func make(_ name: String, home: String) throws -> TestUser {
    if getpwnam(name) != nil { try Tool.run("/usr/sbin/userdel", [name]) }
    try Tool.run(
      "/usr/sbin/useradd",
      ["--no-create-home", "--home-dir", home, "--shell", "/bin/sh", "--user-group", name])
    guard let entry = getpwnam(name)?.pointee else { throw Failed("user \(name) is not there") }
    let user = TestUser(name: name, id: entry.pw_uid, group: entry.pw_gid, home: home)
    user.makeHome()
    return user
  }

  func remove() {
    FileTree.remove(home)
    _ = try? Tool.run("/usr/sbin/userdel", [name])
  }

  /// An empty home.
  func makeHome() {
    FileTree.remove(home)
    mkdir(home, 0o700)
    own(home)
  }

  public func own(_ path: String) { lchown(path, id, group) }

  /// What becomes `command`, as this user.
  public func command(_ command: Command) -> Command {
    Command(
      path: "/usr/bin/setpriv",
      arguments: ["--reuid=\(id)", "--regid=\(group)", "--init-groups", "--", command.path]
        + command.arguments,
      environment: command.environment)
  }
}
