import Cgroups
import Linux
import QGui

extension DeadSessions {
  /// What sessions of this user left on this node when everything of them was killed at once.
  init(_ plan: SessionPlan, _ tools: DisplayTools) {
    self.init(
      Means(
        host: plan.host, xpra: tools.xpra, environment: plan.environment,
        endedRecord: plan.endedRecord, group: MemoryGroup.init(recordText:)))
  }
}
