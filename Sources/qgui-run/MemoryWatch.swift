import Cgroups
import Linux
import QGui
import SystemPackage

/// The runner's eye on PROGRAM's memory: in its own group, or from below in the batch system's.
struct MemoryWatch {
  /// In milliseconds.
  private static let pause: UInt64 = 1_000

  private let events: MemoryEvents
  private var level: MemoryLevel
  private let limit: MemorySize?
  private let jobLimit: MemorySize?
  /// What was last read: a group may vanish with its last process.
  private var seen: MemoryReading?
  private var count: UInt64 = 0
  /// Until when nobody listens whether there was a kill.
  private var rest: Instant?

  /// Nil where nothing limits PROGRAM, or where its scope is not known yet.
  init?(_ session: Session, scope: CgroupLocation? = nil) {
    switch session.plan.containment {
    case .group(_, let limit, let jobLimit):
      guard let group = session.group else { return nil }
      self.init(
        MemoryEvents(group), limit, jobLimit, MemoryLevel(group, limit: limit, isOurs: true))
    case .batchGroup(let location, let limit):
      // The job's, for program and display together.
      let limiting = MemoryGroup(location: location.limiting(limit))
      self.init(
        MemoryEvents(MemoryGroup(location: location)), nil, limit,
        MemoryLevel(limiting, limit: limit, isOurs: false))
    case .userScope(let limit):
      guard let scope else { return nil }
      // systemd resets what others set in its groups when it reads its files again.
      let group = MemoryGroup(location: scope)
      self.init(MemoryEvents(group), limit, nil, MemoryLevel(group, limit: limit, isOurs: false))
    case .none: return nil
    }
  }

  private init(
    _ events: MemoryEvents, _ limit: MemorySize?, _ jobLimit: MemorySize?, _ level: MemoryLevel
  ) {
    self.events = events
    self.limit = limit
    self.jobLimit = jobLimit
    self.level = level
  }

  var descriptors: [FileDescriptor] {
    [rest == nil ? events.watch?.descriptor : nil, level.descriptor].compactMap { $0 }
  }

  /// When to look without being told; nil: not before.
  var nextLook: Instant? { [level.nextLook, rest].compactMap { $0 }.min() }

  /// Looks, when it is time or the kernel has told, whether memory has come nearer to its limit.
  mutating func look(_ ready: Set<FileDescriptor>) -> Warning? {
    let isTime = level.nextLook.map { $0 <= .now } ?? false
    let isTold = level.descriptor.map(ready.contains) ?? false
    return isTime || isTold ? level.look().flatMap { warning($0.used) } : nil
  }

  /// Whether it is near now.
  var near: Warning? { level.near.flatMap(warning) }

  private func warning(_ used: MemorySize) -> Warning? {
    (limit ?? jobLimit).map { .memory(used: used, limit: $0, isJobs: limit == nil) }
  }

  /// Whether there was a kill since the last look. On version 1 the kernel tells of it before it
  /// counts it. On version 2 it tells as well each time that the limit is met and files make room,
  /// a hundred times a second while a large one is read: one look a second is enough then.
  mutating func sawKill(_ ready: Set<FileDescriptor>) -> Bool {
    let isTime = rest.map { $0 <= .now } ?? false
    guard let watch = events.watch, isTime || ready.contains(watch.descriptor) else { return false }
    let isTold = watch.drain()
    let isKill = countsMore() || events.tellsEarly
    rest = isTold && !isKill ? .after(Self.pause) : nil
    return isKill
  }

  /// Whether there was a kill while nobody listened.
  mutating func missedKill() -> Bool { rest != nil && countsMore() }

  private mutating func countsMore() -> Bool {
    let before = count
    count = events.kills
    return count > before
  }

  /// What is known of a kill; nil when there was none.
  mutating func killed() -> MemoryReading? {
    if events.kills > 0 {
      seen = MemoryReading(limit: limit, job: jobLimit, peak: events.peak ?? seen?.peak)
    }
    return seen
  }
}
