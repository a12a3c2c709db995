/// Who contains jobs on this node today, and where root's own records of them are.
public struct JobGroupsCheck: Sendable {
  /// `/run`, `/run/qgui`, `/run/qgui/jobs`, with links not followed.
  public var records: [PathWalk.Step]
  public var systemd: Bool
  /// The groups of batch systems, by their names.
  public var batchGroups: [String]
  /// The unit `qgui.slice` is installed.
  public var slice: Bool
  /// A group `qgui` is in the memory hierarchy.
  public var commonGroup: Bool

  public init(
    records: [PathWalk.Step], systemd: Bool, batchGroups: [String], slice: Bool, commonGroup: Bool
  ) {
    self.records = records
    self.systemd = systemd
    self.batchGroups = batchGroups
    self.slice = slice
    self.commonGroup = commonGroup
  }

  public var results: [CheckResult] { [recordsResult, containment] }

  /// Whether a name in the memory hierarchy is a batch system's.
  public static func isBatchGroup(_ name: String) -> Bool {
    // A service of Slurm's is a daemon's own group.
    ["pbs_jobs.service", "torque"].contains(name)
      || name.hasPrefix("slurm") && !name.hasSuffix(".service")
      || name.hasSuffix("slurmstepd.scope")
  }

  private var recordsResult: CheckResult {
    let name = "records"
    for step in records {
      switch step.fact {
      case .hidden: return .hidden(name, step.path)
      case .missing:
        return CheckResult(name, .ok, "\(step.path) is not there yet; the first prologue makes it")
      case .there(let status):
        guard status.kind == .directory, status.isRootsAlone else {
          return CheckResult(
            name, .wrong, "\(step.path) is not a directory of root's alone",
            remedy: mend(step.path, status))
        }
      }
    }
    return CheckResult(name, .ok, "\(records.last?.path ?? "") is root's alone")
  }

  private func mend(_ path: String, _ status: FileStatus) -> String {
    let make = "install -d -o root -g root -m 755 \(path)"
    return status.kind == .directory ? make : "rm \(path) && \(make)"
  }

  private var containment: CheckResult {
    let name = "containment"
    let manager = systemd ? "systemd runs" : "systemd does not run"
    if !batchGroups.isEmpty {
      let groups = batchGroups.joined(separator: ", ")
      return CheckResult(
        name, .note, "the batch system has groups of its own: \(groups) (\(manager))",
        remedy: "see cgroup/README.md for what limits their memory")
    }
    if systemd {
      guard !slice else {
        return CheckResult(name, .ok, "qgui.slice is there for jobs (\(manager))")
      }
      return CheckResult(
        name, .note, "qgui.slice is not installed: all jobs together have no limit (\(manager))",
        remedy: "install -m 644 cgroup/qgui.slice /etc/systemd/system/ && systemctl daemon-reload")
    }
    guard !commonGroup else {
      return CheckResult(name, .ok, "the group qgui is there for jobs (\(manager))")
    }
    return CheckResult(
      name, .note, "there is no group qgui yet; the first prologue makes it (\(manager))",
      remedy: "for a limit of all jobs together take the lines of cgroup/cgconfig.conf")
  }
}
