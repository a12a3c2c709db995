import Glibc
import Linux
import Testing

/// Around a suite: the hosts of the real PBS that QGUI_LIVE names are up for all of its tests. No other
/// run of these tests has the same hosts at the same time.
///
/// QGUI_LIVE_KEEP=1 leaves them up, and takes those that are up: for those who work on one test.
public struct OnLiveCluster: SuiteTrait, TestScoping {
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
  ) async throws {
    guard let system = Cluster.liveSystem else { throw Failed("QGUI_LIVE names no system") }
    let lock = open("/run/lock/qgui-live-tests-\(system)", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(lock) }
    flock(lock, LOCK_EX)
    let isKept = Machine.environment["QGUI_LIVE_KEEP"] != nil
    if !isKept { try system.control("down") }
    try system.control("up")
    defer { if !isKept { try? system.control("down") } }
    try system.control("programs")
    let mom = ["try-everything", "fork-bomb"].map { "\(Repository.root)/Tests/Mom/\($0)" }
    try Tool.run("/bin/cp", mom + ["\(system.state)/local/"])
    try await Cluster.$current.withValue(try Cluster(of: system)) { try await body() }
  }
}

extension Trait where Self == OnLiveCluster {
  public static var onLiveCluster: Self { Self() }
}

extension Cluster {
  /// QGUI_LIVE: openpbs or torque.
  public static var liveSystem: ClusterSystem? {
    let system = Machine.environment["QGUI_LIVE"].flatMap(ClusterSystem.init)
    return system == .slurm ? nil : system
  }

  private static let livePrograms = [
    "sshd", "nsenter", "unshare", "ip", "setpriv", "Xvfb", "xpra", "xterm", "xev", "openbox",
    "wmctrl",
    "xdotool", "import", "convert", "script", "pamtester", "python3",
  ]

  public static var missingForLive: [String] { livePrograms.filter { !TestMachine.has($0) } }

  public static var canRunLive: Bool {
    liveSystem != nil && geteuid() == 0 && missingForLive.isEmpty
  }
}
