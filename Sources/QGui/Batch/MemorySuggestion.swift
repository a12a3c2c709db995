extension MemorySize {
  /// What to ask for after a program was ended at this limit: half as much again, rounded up to
  /// 256mb up to 4gb and to whole gb above. The most that can be said is 2^34 - 1 gb.
  public var nextRequest: MemorySize {
    let (half, overflow) = bytes.addingReportingOverflow(bytes / 2)
    let wanted = overflow ? UInt64.max : max(half, 1)
    let step = wanted > 4 * MemoryUnit.gb.bytes ? MemoryUnit.gb.bytes : 256 * MemoryUnit.mb.bytes
    let steps = min(wanted / step + (wanted % step == 0 ? 0 : 1), UInt64.max / step)
    return MemorySize(bytes: steps * step)
  }
}
