import Glibc
import Linux
import QGui
import SystemPackage

/// What the kernel tells of a group's memory.
public struct MemoryEvents {
  private let group: MemoryGroup
  /// Readable when the group has met its limit; nil where the kernel tells nobody.
  public let watch: Watch?
  /// The group above it, on version 2, which counts its kills too.
  private let above: MemoryGroup?
  private let killsBefore: UInt64
  private let killsAboveBefore: UInt64

  public init(_ group: MemoryGroup) {
    self.group = group
    above =
      group.location.version == .v2 ? group.location.parent.map(MemoryGroup.init(location:)) : nil
    killsBefore = Self.kills(group) ?? 0
    killsAboveBefore = above.flatMap(Self.kills) ?? 0
    watch = try? Self.watch(group)
  }

  /// Whether the kernel tells before it has counted the kill.
  public var tellsEarly: Bool { group.location.version == .v1 }

  /// How many processes the kernel has killed since this was made. systemd removes a scope as soon
  /// as it is empty: then those of all groups beside it count as well.
  public var kills: UInt64 {
    if let all = Self.kills(group) { return Self.difference(all, killsBefore) }
    return Self.difference(above.flatMap(Self.kills) ?? 0, killsAboveBefore)
  }

  private static func difference(_ all: UInt64, _ before: UInt64) -> UInt64 {
    all > before ? all - before : 0
  }

  /// The most that was used since the group was made.
  public var peak: MemorySize? {
    MemoryCounters.limit(
      text: group.text(
        group.location.version == .v1 ? "memory.max_usage_in_bytes" : "memory.peak"))
  }

  private static func kills(_ group: MemoryGroup) -> UInt64? {
    MemoryCounters.kills(
      group.text(group.location.version == .v1 ? "memory.oom_control" : "memory.events"))
  }

  private static func watch(_ group: MemoryGroup) throws -> Watch {
    switch group.location.version {
    case .v1: try group.events(of: "memory.oom_control")
    case .v2: try Watch(file: "\(group.location.directory)/memory.events")
    }
  }
}
