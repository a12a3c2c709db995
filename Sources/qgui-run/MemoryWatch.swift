import Cgroups
import Linux
import QGui
import SystemPackage

/// The runner's eye on PROGRAM's memory: in its own group, or from below in the batch system's.
struct MemoryWatch {
  private let events: MemoryEvents
  private let limit: MemorySize
  private let jobLimit: MemorySize?
  /// What was last read: a group may vanish with its last process.
  private var seen: MemoryReading?

  /// Nil where nothing limits PROGRAM, or where its scope is not known yet.
  init?(_ session: Session, scope: CgroupLocation? = nil) {
    switch session.plan.containment {
    case .group(_, let limit, let jobLimit):
      guard let group = session.group else { return nil }
      self.init(MemoryEvents(group), limit, jobLimit)
    case .batchGroup(let location, let limit):
      self.init(MemoryEvents(MemoryGroup(location: location)), limit, nil)
    case .userScope(let limit):
      guard let scope else { return nil }
      self.init(MemoryEvents(MemoryGroup(location: scope)), limit, nil)
    case .none: return nil
    }
  }

  private init(_ events: MemoryEvents, _ limit: MemorySize, _ jobLimit: MemorySize?) {
    self.events = events
    self.limit = limit
    self.jobLimit = jobLimit
  }

  var descriptor: FileDescriptor? { events.watch?.descriptor }

  /// Whether there is a first kill. On version 1 the kernel tells of a limit that was met, and
  /// counts the kill a little later: `killed` tells, then, and at the end.
  mutating func sawFirstKill() -> Bool {
    events.watch?.drain()
    let before = seen
    return before == nil && (killed() != nil || events.tellsEarly)
  }

  /// What is known of a kill; nil when there was none.
  mutating func killed() -> MemoryReading? {
    if events.hasKilled {
      seen = MemoryReading(limit: limit, job: jobLimit, peak: events.peak ?? seen?.peak)
    }
    return seen
  }
}
