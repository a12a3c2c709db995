/// Whether Slurm calls qgui-node before and after each job.
public struct SlurmCheck: Sendable {
  public var conf: SlurmConf
  /// Slurm limits the memory of jobs itself: a group of ours is not wanted.
  public var limitsMemory: Bool
  /// Where a task can enter its job's group by itself.
  public var isVersion1: Bool
  /// The files that the settings name, but for patterns.
  public var files: [SlurmConf.Key: [HookFileCheck]]

  public init(
    conf: SlurmConf, limitsMemory: Bool, isVersion1: Bool,
    files: [SlurmConf.Key: [HookFileCheck]]
  ) {
    self.conf = conf
    self.limitsMemory = limitsMemory
    self.isVersion1 = isVersion1
    self.files = files
  }

  public static func name(_ key: SlurmConf.Key) -> String {
    "slurm-\(key.rawValue.lowercasedASCII)"
  }

  public var results: [CheckResult] {
    SlurmConf.Key.allCases.compactMap(result) + [containment].compactMap { $0 }
  }

  /// Its jobs have no shell yet when the prologue comes: on version 2 nobody but Slurm can put them
  /// into a group.
  private var containment: CheckResult? {
    guard !limitsMemory, !isVersion1, !conf.includesOthers else { return nil }
    return CheckResult(
      "slurm-memory", .warning,
      "Slurm does not limit the memory of jobs, and on version 2 only it can",
      remedy: "say ConstrainRAMSpace=yes in cgroup.conf, and TaskPlugin=task/cgroup in slurm.conf")
  }

  /// One of several files is enough, and a bad one of several too bad.
  private func result(_ key: SlurmConf.Key) -> CheckResult? {
    let results = (files[key] ?? []).map(\.result)
    if let wrong = results.first(where: { $0.state == .wrong }) { return wrong }
    if let good = results.first(where: { $0.state == .ok }) { return good }
    if let pattern = conf.paths(key).first(where: SlurmConf.isPattern) {
      return CheckResult(
        Self.name(key), .unknown, "Slurm's \(key.rawValue) is a pattern: \(pattern)",
        remedy: "see that one of its files calls \(key.kind.line)")
    }
    return results.first ?? unset(key)
  }

  private func unset(_ key: SlurmConf.Key) -> CheckResult? {
    if key != .epilog, limitsMemory || key == .taskProlog && !isVersion1 { return nil }
    let name = Self.name(key)
    guard !conf.includesOthers else {
      return CheckResult(
        name, .unknown, "slurm.conf includes other files, which may set \(key.rawValue)",
        remedy: "scontrol show config | grep -i \(key.rawValue)")
    }
    let place = "/etc/slurm/qgui-\(key.kind.source.split(separator: "/").last ?? "")"
    return CheckResult(
      name, .warning, "slurm.conf sets no \(key.rawValue)",
      remedy:
        "install -m 755 \(key.kind.source) \(place); then say \(key.rawValue)=\(place) in slurm.conf"
    )
  }
}
