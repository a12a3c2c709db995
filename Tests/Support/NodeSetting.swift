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
  /// Whether other nodes may stand beside it on this machine.
  let isOneOfSeveral: Bool

  var users: [TestUser] { [alice, bob] }
  /// The directory of the programs under test.
  public var programs: String { directory + "/programs" }

  /// Runs `body` on a node whose users are its own, beside other tests and other nodes of this kind.
  public static func withOwnNode<Result>(_ name: String, _ body: () throws -> Result) throws
    -> Result
  {
    let lock = NodeLock("qgui-node-tests-\(name)")
    defer { lock.letGo() }
    let setting = try make("qgui-\(name)-a", "qgui-\(name)-b", isOneOfSeveral: true)
    defer { setting.remove() }
    return try $current.withValue(setting) { try body() }
  }

  static func make(
    _ alice: String = "qgui-alice", _ bob: String = "qgui-bob", isOneOfSeveral: Bool = false
  ) throws -> NodeSetting {
    makeSocketDirectories()
    let directory = try FileTree.makeTemporary("/tmp/node-tests")
    do {
      let setting = NodeSetting(
        directory: directory,
        alice: try .make(alice, home: "\(directory)/alice"),
        bob: try .make(bob, home: "\(directory)/bob"), isOneOfSeveral: isOneOfSeveral)
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
    let lock = NodeLock("qgui-node-tests")
    defer { lock.letGo() }
    let setting = try NodeSetting.make()
    defer { setting.remove() }
    try await NodeSetting.$current.withValue(setting) { try await body() }
  }
}

extension Trait where Self == OnOneNode {
  public static var onOneNode: Self { Self() }
}

/// Keeps two runs from having users of the same names at the same time.
private struct NodeLock {
  private let file: Int32

  init(_ name: String) {
    file = open("/run/lock/\(name)", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    flock(file, LOCK_EX)
  }

  func letGo() { close(file) }
}
