/// Whether something calls `qgui-node sweep` from time to time.
public struct SweepCheck: Sendable {
  /// What systemd knows of qgui-sweep.timer.
  public enum Timer: Sendable {
    case absent, installed, enabled
  }

  public var timer: Timer
  /// The texts of cron(8)'s system-wide tables.
  public var tables: [String]
  public var systemd: Bool

  public init(timer: Timer, tables: [String], systemd: Bool) {
    self.timer = timer
    self.tables = tables
    self.systemd = systemd
  }

  public var result: CheckResult {
    let name = "sweep"
    if timer == .enabled { return CheckResult(name, .ok, "qgui-sweep.timer calls qgui-node sweep") }
    let isInTables = tables.contains { table in
      ConfigText.lines(table).contains { $0.contains("\(HookScript.program) sweep") }
    }
    if isInTables { return CheckResult(name, .ok, "cron calls qgui-node sweep") }
    return CheckResult(
      name, .warning, "nothing calls qgui-node sweep: what a node's crash leaves, stays",
      remedy: remedy)
  }

  private var remedy: String {
    guard systemd else {
      return "echo '*/10 * * * * root \(HookScript.place) sweep' > /etc/cron.d/qgui"
    }
    let enable = "systemctl enable --now qgui-sweep.timer"
    return timer == .installed
      ? enable : "install -m 644 cgroup/qgui-sweep.* /etc/systemd/system/ && \(enable)"
  }
}
