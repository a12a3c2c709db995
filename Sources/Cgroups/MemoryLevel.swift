import Linux
import QGui
import SystemPackage

/// How near a group's memory is to its limit. While nothing is near, the kernel tells, where it
/// can, and nobody looks; while something is, one looks on a timer.
///
/// Version 1 has a threshold. Version 2 has none, but counts a breach of `memory.high`, which
/// slows programs down nearly to a stop if it is left low: it is set at the first level, in a
/// group of our own only, and taken away at once when it is breached.
///
/// What the kernel compares are the group's memory and its files' pages. These come near the
/// limit when a program reads a large file, and stay there: then only the timer tells the rest.
public struct MemoryLevel {
  private let group: MemoryGroup
  private let limit: MemorySize
  private let watch: Watch?
  private var warnings: MemoryWarnings
  /// When to look again; nil where the kernel tells.
  public private(set) var nextLook: Instant?

  /// To be looked at at once.
  ///
  /// - Parameters:
  ///   - group: that which has the limit.
  ///   - isOurs: whether its `memory.high` is ours to set.
  public init(_ group: MemoryGroup, limit: MemorySize, isOurs: Bool) {
    self.group = group
    self.limit = limit
    watch =
      switch group.location.version {
      case .v1:
        try? group.events(
          of: "memory.usage_in_bytes", threshold: limit.share(MemoryWarnings.levels[0]))
      case .v2: isOurs ? try? Watch(file: "\(group.location.directory)/memory.events") : nil
      }
    warnings = MemoryWarnings(limit: limit, isTold: false)
    nextLook = .now
  }

  /// Readable when something may have come near. Nil while one looks on a timer, or use that
  /// hovers about the first level would wake us each time.
  public var descriptor: FileDescriptor? { warnings.isTold ? watch?.descriptor : nil }

  /// The highest level that is newly reached, in per cent of the limit, and what of it is used.
  public mutating func look() -> (level: Int, used: MemorySize)? {
    let hasTold = watch?.drain() ?? false
    guard let all = group.used else {
      stop()
      return nil
    }
    warnings.isTold = follow(isCalm: !hasTold && all < calm)
    let used = group.held(of: all)
    let level = warnings.see(used)
    nextLook = warnings.nextLook.map(Instant.after)
    return level.map { (level: $0, used: used) }
  }

  /// What of the limit is used, where that is at a level or above it now.
  public var near: MemorySize? {
    let used = group.used.map(group.held)
    return used.flatMap { $0 >= limit.share(MemoryWarnings.levels[0]) ? $0 : nil }
  }

  /// Far enough below the first level that the kernel is sure to notice when it is crossed: it
  /// looks once in 128 pages of each processor.
  private var calm: MemorySize {
    limit.share(MemoryWarnings.levels[0] - MemoryWarnings.hysteresis)
  }

  /// Whether the kernel tells from now on.
  private func follow(isCalm: Bool) -> Bool {
    guard watch != nil else { return false }
    switch group.location.version {
    case .v1: return isCalm
    case .v2:
      let high = isCalm ? limit.share(MemoryWarnings.levels[0]).bytes : UInt64.max
      let isSet = (try? Libcgroup.set("memory.high", high, of: group.location)) != nil
      return isCalm && isSet
    }
  }

  /// The group is gone, and nothing comes near any more.
  private mutating func stop() {
    nextLook = nil
    warnings.isTold = false
  }
}
