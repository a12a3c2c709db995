import QGui
import TestSupport
import Testing

/// What only a real OpenPBS or Torque can show: the one that QGUI_LIVE names, on three hosts.
/// Serialized: at the end of each test nothing of its users may be left on any host.
@Suite(
  .serialized,
  .enabled(
    if: Cluster.canRunLive,
    "needs root, QGUI_LIVE=openpbs or torque, and: \(Cluster.missingForLive.joined(separator: " "))"
  ),
  .onLiveCluster)
enum OneLive {}

extension Cluster {
  static let isOpenPBS = liveSystem == .openpbs
  static let isTorque = liveSystem == .torque
}

extension ClusterRun {
  /// A test with the hooks that the guide tells for this system, or with others.
  static func live(
    _ hooks: Hooks? = nil, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: (ClusterRun) throws -> Void
  ) throws {
    try run(sourceLocation: sourceLocation) { run in
      try run.installHooks(hooks ?? recommendedHooks(run.system))
      try body(run)
      try run.waitForEpilogues()
    }
  }

  /// The batch system shows a job as ended before root's part is done with it.
  private func waitForEpilogues() throws {
    try eventually("no job is left", within: 60, every: 200) { try livingJobs().isEmpty }
  }

  /// Waits for a process of alice with these arguments; the first one is the program's name.
  func process(_ arguments: String, on node: Cluster.Host) throws -> ProcessEntry {
    try eventually("alice has a process '\(arguments)' on \(node)", within: 15, every: 50) {
      cluster.processes(of: alice, on: node).first {
        ([$0.name] + $0.arguments.dropFirst()).joined(separator: " ") == arguments
      }
    }
  }
}
