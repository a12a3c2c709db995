import Linux
import QGui

/// Everything that is looked at, in the order in which it is said.
enum CheckTable {
  static let all: [@Sendable (CheckedNode) -> [CheckResult]] = [
    { $0.packages },
    { $0.programs.results },
    { $0.memory.results },
    { $0.jobGroups.results },
    { $0.batchSystems },
    { [$0.qstat.result] },
    { [$0.sweep.result] },
    { _ in SettingsCheck.results(SettingsFiles.system()) },
    { $0.tmp.results },
    { $0.login.results },
    { [$0.clock.result] },
  ]
}
