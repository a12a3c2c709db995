/// What the kernel counts for a group, from the text of its files.
public enum MemoryCounters {
  /// How many processes the kernel killed at the limit: `oom_kill` of `memory.oom_control`
  /// (version 1) or of `memory.events` (version 2). Nil where the text has none.
  public static func kills(_ text: String) -> UInt64? { value("oom_kill", text) }

  /// The smallest limit from the group up, in bytes: `hierarchical_memory_limit` of
  /// `memory.stat` (version 1).
  public static func hierarchicalLimit(memoryStat text: String) -> MemorySize? {
    value("hierarchical_memory_limit", text).flatMap(limit)
  }

  /// How much of a group's memory, in bytes, the kernel takes back before it kills: the pages of
  /// files, from the text of `memory.stat`, and on version 2 its own caches of names. Memory that
  /// programs share, and files in tmpfs, are not among them (cgroup-v2.rst, memory.stat).
  public static func reclaimable(
    memoryStat text: String, _ version: CgroupLocation.Version
  ) -> MemorySize {
    let keys =
      switch version {
      // With those of the groups inside it.
      case .v1: ["total_inactive_file", "total_active_file"]
      case .v2: ["inactive_file", "active_file", "slab_reclaimable"]
      }
    // Each is less than 2^60, so that the sum is a number.
    return MemorySize(
      bytes: keys.compactMap { value($0, text).flatMap(limit) }.reduce(0) { $0 + $1.bytes })
  }

  /// One limit as a file of either version has it: a number, or `max`.
  public static func limit(text: String) -> MemorySize? {
    UInt64(text.prefix { $0 != "\n" }).flatMap(limit)
  }

  /// Version 1 says "no limit" with the largest number of whole pages.
  private static func limit(bytes: UInt64) -> MemorySize? {
    bytes >= 1 << 60 ? nil : MemorySize(bytes: bytes)
  }

  private static func value(_ key: String, _ text: String) -> UInt64? {
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2, words[0] == key { return UInt64(words[1]) }
    }
    return nil
  }
}
