import Linux

/// A block of commands of the guides for administrators, which the tests run as it stands there. It is
/// found by the words before it.
public enum Guide: String, CaseIterable, Sendable {
  case programs = "cgroup: ## 1. The programs"
  case nodeWithSystemd = "cgroup: With systemd:"
  case sweepFromCron = "cgroup: needed but the sweep, from cron:"
  case limitForAllJobs = "cgroup: loaded at boot before the batch system's daemon"
  case settings = "cgroup: ## 5. Settings"
  case memoryTrial = "cgroup: in a job that asks for 300 MB:"

  case openPBS = "pbs: ### Without a hook"
  case torque = "pbs: ## Torque"
  case slurmFiles = "pbs: ## Slurm"
  case slurmSettings = "pbs: and in `slurm.conf`"
  case slurmTaskFiles = "pbs: only on version 1 of cgroups"
  case slurmTaskSettings = "pbs: pbs/task-prologue /etc/slurm/qgui-task-prologue"

  case doorFiles = "pam: put your administrators' group into the other."
  case doorLines = "pam: Then the lines that include it, on Debian:"
  case noUserManager = "pam: - **`pam_systemd`**"
  case openFiles = "pam: - **Open files**"
  case slurmsOwnModule = "pam: line at the end of the `account` lines"

  public func commands() throws -> String {
    let parts = rawValue.split(separator: ": ", maxSplits: 1)
    let text = File.read("\(Repository.root)/\(parts[0])/README.md") ?? ""
    guard let start = text.firstRange(of: parts[1]) else {
      throw Failed("\(parts[0])/README.md has no '\(parts[1])'")
    }
    let lines = text[start.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
    let block = lines.dropFirst().drop { !$0.hasPrefix("    ") }.prefix { $0.hasPrefix("    ") }
    guard !block.isEmpty else {
      throw Failed("\(parts[0])/README.md has no commands after '\(parts[1])'")
    }
    return block.map { $0.dropFirst(4) }.joined(separator: "\n")
  }

  /// Those of several blocks, one after the other.
  public static func commands(_ blocks: Guide...) throws -> String {
    try blocks.map { try $0.commands() }.joined(separator: "\n")
  }
}
