import QGui

extension MemoryGroup {
  /// What the limit bounds: the group's memory and its files' pages, as of now. Nil where the
  /// group is gone.
  public var used: MemorySize? {
    MemoryCounters.limit(
      text: text(location.version == .v1 ? "memory.usage_in_bytes" : "memory.current"))
  }

  /// What of `used` the kernel cannot take back: only this comes near a limit. A file that is read
  /// fills the rest of the limit, and harms nobody.
  func held(of used: MemorySize) -> MemorySize {
    // It is counted a moment later, and less exactly.
    let files = MemoryCounters.reclaimable(memoryStat: text("memory.stat"), location.version)
    return MemorySize(bytes: used.bytes - min(files.bytes, used.bytes))
  }

  /// Its own limit; nil where it has none.
  var limit: MemorySize? {
    MemoryCounters.limit(
      text: text(location.version == .v1 ? "memory.limit_in_bytes" : "memory.max"))
  }
}
