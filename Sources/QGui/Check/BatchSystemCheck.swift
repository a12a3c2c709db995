/// Which batch systems run jobs on this node.
public enum BatchSystemCheck {
  public static func result(_ found: [String]) -> CheckResult {
    guard !found.isEmpty else {
      return CheckResult(
        "batch-system", .warning, "no batch system is set up here: nothing calls qgui-node",
        remedy: "let root's cron or a timer call qgui-node sweep")
    }
    return CheckResult("batch-system", .ok, "jobs come from " + found.joined(separator: " and "))
  }
}
