import QGui

extension MemoryGroup {
  /// What the limit bounds: the group's memory and its files' pages, as of now. Nil where the
  /// group is gone.
  public var used: MemorySize? {
    MemoryCounters.limit(
      text: text(location.version == .v1 ? "memory.usage_in_bytes" : "memory.current"))
  }
}
