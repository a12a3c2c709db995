import Cgroups
import Linux
import QGui
import SystemPackage

/// The runner's eye on PROGRAM's memory: in its own group, or from below in the batch system's.
struct MemoryWatch {
  private let events: MemoryEvents
  private let limit: MemorySize
  private let jobLimit: MemorySize?
  private var seen = false

  init?(_ session: Session) {
    switch session.plan.containment {
    case .group(_, let limit, let jobLimit):
      guard let group = session.group else { return nil }
      events = MemoryEvents(group)
      self.limit = limit
      self.jobLimit = jobLimit
    case .batchGroup(let location, let limit):
      events = MemoryEvents(MemoryGroup(location: location))
      self.limit = limit
      jobLimit = nil
    case .userScope, .none: return nil
    }
  }

  var descriptor: FileDescriptor? { events.watch?.descriptor }

  /// Whether there is a kill that was not seen yet. The kernel tells of a limit that was met, and
  /// counts the kill a little later: the count is read again at the end.
  mutating func hasNewKill() -> Bool {
    events.watch?.drain()
    defer { seen = seen || events.hasKilled }
    return !seen && events.hasKilled
  }

  /// What is known of a kill; nil when there was none.
  var killed: MemoryReading? {
    guard events.hasKilled else { return nil }
    return MemoryReading(limit: limit, job: jobLimit, peak: events.peak)
  }
}
