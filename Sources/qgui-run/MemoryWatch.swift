import Cgroups
import Linux
import QGui
import SystemPackage

/// The runner's eye on PROGRAM's memory: in its own group, or from below in the batch system's.
struct MemoryWatch {
  private let events: MemoryEvents
  private let limit: MemorySize?
  private let jobLimit: MemorySize?
  /// What was last read: a group may vanish with its last process.
  private var seen: MemoryReading?
  private var count: UInt64 = 0

  /// Nil where nothing limits PROGRAM, or where its scope is not known yet.
  init?(_ session: Session, scope: CgroupLocation? = nil) {
    switch session.plan.containment {
    case .group(_, let limit, let jobLimit):
      guard let group = session.group else { return nil }
      self.init(MemoryEvents(group), limit, jobLimit)
    case .batchGroup(let location, let limit):
      // The job's, for program and display together.
      self.init(MemoryEvents(MemoryGroup(location: location)), nil, limit)
    case .userScope(let limit):
      guard let scope else { return nil }
      self.init(MemoryEvents(MemoryGroup(location: scope)), limit, nil)
    case .none: return nil
    }
  }

  private init(_ events: MemoryEvents, _ limit: MemorySize?, _ jobLimit: MemorySize?) {
    self.events = events
    self.limit = limit
    self.jobLimit = jobLimit
  }

  var descriptor: FileDescriptor? { events.watch?.descriptor }

  /// Whether there was a kill since the last look. On version 1 the kernel tells of it before it
  /// counts it.
  mutating func sawKill() -> Bool {
    events.watch?.drain()
    let before = count
    count = events.kills
    return events.tellsEarly || count > before
  }

  /// What is known of a kill; nil when there was none.
  mutating func killed() -> MemoryReading? {
    if events.kills > 0 {
      seen = MemoryReading(limit: limit, job: jobLimit, peak: events.peak ?? seen?.peak)
    }
    return seen
  }
}
