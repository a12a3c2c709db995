import Linux
import QGui

/// How much memory a job may use on this node.
enum JobLimit {
  /// What the hook says, else what the batch system answers, else the site's `default-memory`. Nil:
  /// nobody says. A bad line in the settings costs that line, and not the job. (`largest-memory` is
  /// for programs: jobs without a display may be as large as they asked to be.)
  static func of(_ call: HookCall, said: MemorySize?) -> MemorySize? {
    guard let limit = asked(call, said: said) else { return nil }
    guard limit < least else { return limit }
    log.note(
      "job \(call.job.key) asked for \(limit.bytes) bytes: it gets \(least), as a shell needs that")
    return least
  }

  /// Below it not even the job's shell starts, and the job hangs: a request of `mem=300` is 300 bytes.
  private static let least = MemorySize(bytes: 16 << 20)

  private static func asked(_ call: HookCall, said: MemorySize?) -> MemorySize? {
    let file = SettingsFiles.system()
    for problem in file.problems { log.warning("\(problem)") }
    let asked =
      said ?? call.memory
      ?? BatchSystem.memory(
        of: call.job, call.system, cpus: Machine.environment["SLURM_JOB_CPUS_PER_NODE"])
    return asked ?? Settings.resolve(system: file).settings.defaultMemory
  }
}
