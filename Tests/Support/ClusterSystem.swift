import Glibc
import Linux
import QGui

/// The batch system of a cluster, and the script that brings its hosts up.
public enum ClusterSystem: String, CaseIterable, Sendable {
  case slurm, openpbs, torque

  /// Below Tests.
  private var scriptName: String {
    switch self {
    case .slurm: "Cluster/cluster"
    case .openpbs: "Live/openpbs"
    case .torque: "Live/torque"
    }
  }

  var script: String { "\(Repository.root)/Tests/\(scriptName)" }

  /// The hosts' files: the tests' own, and the same in each run. What an interrupted run has left is
  /// found there, and ended before the next one begins.
  public var state: String {
    switch self {
    case .slurm: "/tmp/qgui-cluster-tests"
    case .openpbs, .torque: Machine.environment["LIVE_DIR"] ?? "/tmp/qgui-live-tests-\(self)"
    }
  }

  /// The script's environment.
  var variables: [String: String] {
    let given = Machine.environment.filter { $0.key.hasPrefix("QGUI_") }
    return given.merging([
      "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "TERM": "xterm",
      "QGUI_CLUSTER_DIR": state, "LIVE_DIR": state, "QGUI_PROGRAMS": programs,
    ]) { _, new in new }
  }

  /// The folder of the programs under test: those of this build, or on the hosts of a real PBS those
  /// that QGUI_PROGRAMS names.
  var programs: String {
    if self != .slurm, let named = Machine.environment["QGUI_PROGRAMS"] { return named }
    let own = (try? Tool.run("/usr/bin/readlink", ["-f", "/proc/\(getpid())/exe"])) ?? ""
    return own.split(separator: "/").dropLast().map { "/\($0)" }.joined()
  }
}

extension ClusterSystem {
  /// For root: what ends a user's jobs, and what prints nothing once there are none.
  func endJobs(of user: String) -> [[String]] {
    switch self {
    case .slurm: [["scancel", "-u", user]]
    case .openpbs, .torque:
      [["sh", "-c", #"jobs=$(qselect -u "$0"); [ -z "$jobs" ] || exec qdel $jobs"#, user]]
    }
  }

  var listJobs: [String] {
    switch self {
    case .slurm: ["squeue", "-h"]
    case .openpbs: ["qselect"]
    case .torque: ["qselect", "-s", "EHQRTW"]
    }
  }
}
