import Linux
import QGui

/// How much memory a job may use on this node.
enum JobLimit {
  /// What the hook says, else what the batch system answers, else the site's `default-memory`. Nil:
  /// nobody says. A bad line in the settings costs that line, and not the job. (`largest-memory` is
  /// for programs: jobs without a display may be as large as they asked to be.)
  static func of(_ call: HookCall, said: MemorySize?) -> MemorySize? {
    let file = SettingsFiles.system()
    for problem in file.problems { log.warning("\(problem)") }
    let asked =
      said ?? call.memory
      ?? BatchSystem.memory(
        of: call.job, call.system, cpus: Machine.environment["SLURM_JOB_CPUS_PER_NODE"])
    return asked ?? Settings.resolve(system: file).settings.defaultMemory
  }
}
