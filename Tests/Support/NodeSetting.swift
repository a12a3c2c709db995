import Glibc
import Linux
import Testing

/// What all tests of one node share, made once: two ordinary users, and the programs under test
/// where these users can run them.
public struct NodeSetting: Sendable {
  @TaskLocal public static var current: NodeSetting?

  /// Removed at the end; everybody can look into it.
  let directory: String
  public let alice: TestUser
  public let bob: TestUser

  var users: [TestUser] { [alice, bob] }
  /// The directory of the programs under test.
  public var programs: String { directory + "/programs" }

  static func make() throws -> NodeSetting {
    makeSocketDirectories()
    let directory = try FileTree.makeTemporary("/tmp/node-tests")
    do {
      let setting = NodeSetting(
        directory: directory,
        alice: try .make("qgui-alice", home: "\(directory)/alice"),
        bob: try .make("qgui-bob", home: "\(directory)/bob"))
      try setting.copyPrograms()
      return setting
    } catch {
      FileTree.remove(directory)
      throw error
    }
  }

  /// Made at boot, by x11-common or systemd-tmpfiles, on a machine that has had X since then.
  private static func makeSocketDirectories() {
    for directory in ["/tmp/.X11-unix", "/tmp/.ICE-unix"] where mkdir(directory, 0o1777) == 0 {
      chmod(directory, 0o1777)
    }
  }

  /// The checkout may lie where other users cannot look.
  private func copyPrograms() throws {
    mkdir(programs, 0o755)
    chmod(programs, 0o755)
    let built = try Tool.run("/usr/bin/readlink", ["-f", "/proc/\(getpid())/exe"])
    let source = built.split(separator: "/").dropLast().map { "/\($0)" }.joined()
    let names = ["qgui-run", "qconnect", "qgui-node"]
    try Tool.run("/bin/cp", names.map { "\(source)/\($0)" } + [programs])
    try Tool.run("/bin/chmod", ["-R", "a+rX", programs])
  }

  func remove() {
    for user in users { user.remove() }
    FileTree.remove(directory)
  }
}

/// Around a suite: its tests run on a node of their own, and no other run of these tests has it
/// at the same time.
public struct OnOneNode: SuiteTrait, TestScoping {
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
  ) async throws {
    let lock = open("/run/lock/qgui-node-tests", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(lock) }
    flock(lock, LOCK_EX)
    let setting = try NodeSetting.make()
    defer { setting.remove() }
    try await NodeSetting.$current.withValue(setting) { try await body() }
  }
}

extension Trait where Self == OnOneNode {
  public static var onOneNode: Self { Self() }
}
