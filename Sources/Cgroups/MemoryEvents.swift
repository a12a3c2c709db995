import Glibc
import Linux
import QGui
import SystemPackage

/// What the kernel tells of a group's memory.
public struct MemoryEvents {
  private let group: MemoryGroup
  /// Readable when the group has met its limit; nil where the kernel tells nobody.
  public let watch: Watch?
  private let killsBefore: UInt64

  public init(_ group: MemoryGroup) {
    self.group = group
    killsBefore = Self.kills(group) ?? 0
    watch = try? Self.watch(group)
  }

  /// Whether the kernel tells before it has counted the kill.
  public var tellsEarly: Bool { group.location.version == .v1 }

  /// How many processes the kernel has killed since this was made; 0 once the group is gone.
  public var kills: UInt64 {
    let all = Self.kills(group) ?? 0
    return all > killsBefore ? all - killsBefore : 0
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
    let directory = group.location.directory
    guard group.location.version == .v1 else {
      return try Watch(file: "\(directory)/memory.events")
    }
    // memory.txt of the kernel, 10: "<event_fd> <fd of memory.oom_control>".
    let watch = try Watch(eventDescriptor: ())
    let control = try FileDescriptor.open("\(directory)/memory.oom_control", .readOnly)
    defer { try? control.close() }
    let register = try FileDescriptor.open("\(directory)/cgroup.event_control", .writeOnly)
    defer { try? register.close() }
    try register.writeAll("\(watch.descriptor.rawValue) \(control.rawValue)".utf8)
    return watch
  }
}
