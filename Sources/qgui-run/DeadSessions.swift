import Cgroups
import Linux
import QGui

/// What sessions of this user left on this node when everything of them was killed at once.
enum DeadSessions {
  /// Only those whose lock nobody holds, and of them only the processes and files that their
  /// records prove to be theirs.
  static func remove(_ plan: SessionPlan, _ tools: DisplayTools) {
    for files in SessionDirectory.all {
      guard let directory = SessionDirectory.claim(existing: files) else { continue }
      defer { directory.unlock() }
      guard let record = File.read(files.record).flatMap(SessionRecord.init(text:)),
        record.host == plan.host
      else {
        // Nothing proves what is in it to be ours to remove.
        directory.removeIfEmpty()
        continue
      }
      let environment = SessionEnvironment.servers(
        plan.environment, display: record.display, files: files, mark: record[.mark] ?? "-")
      let teardown = Teardown(
        record, in: directory, group: record[.group].flatMap(MemoryGroup.init(recordText:)),
        tools: Teardown.Tools(
          xpra: tools.xpra, environment: environment,
          endedRecord: plan.endedRecord(of: directory.name)),
        sparedChildren: Set(Children.all))
      teardown.run(record.end ?? .killed)
    }
  }
}
