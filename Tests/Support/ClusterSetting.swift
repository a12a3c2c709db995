import Glibc
import Linux
import Testing

/// Around a suite: the cluster is brought up once for all of its tests, and taken down after the
/// last one, also when tests fail. No other run of these tests has it at the same time.
public struct OnOneCluster: SuiteTrait, TestScoping {
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
  ) async throws {
    let lock = open("/run/lock/qgui-cluster-tests", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(lock) }
    flock(lock, LOCK_EX)
    let cluster = try Cluster.start()
    defer { try? cluster.stop() }
    try await Cluster.$current.withValue(cluster) { try await body() }
  }
}

extension Trait where Self == OnOneCluster {
  public static var onOneCluster: Self { Self() }
}

extension Cluster {
  /// What its hosts, and a person in front of a screen, are made of.
  private static let programs = [
    "slurmctld", "slurmd", "munged", "qsub", "sshd", "nsenter", "unshare", "ip", "setpriv",
    "Xvfb", "xpra", "xterm", "chromium", "openbox", "wmctrl", "xdotool", "import", "convert",
    "script", "tcsh", "fish", "pamtester",
  ]

  public static var missingPrograms: [String] { programs.filter { !TestMachine.has($0) } }

  public static var canRun: Bool { geteuid() == 0 && missingPrograms.isEmpty }
}
