/// An amount of memory. Units are PBS's: 1kb is 1024 bytes, and so on to pb.
public struct MemorySize: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let bytes: UInt64

  public init(bytes: UInt64) {
    self.bytes = bytes
  }

  /// - Returns: nil where the product is more than 2^64 - 1 bytes.
  public init?(_ count: UInt64, times unit: UInt64) {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: unit)
    guard !overflow else { return nil }
    self.bytes = bytes
  }

  public static func < (left: MemorySize, right: MemorySize) -> Bool { left.bytes < right.bytes }

  /// What PBS understands: the largest unit up to gb that loses nothing, such as `4gb`, `1536mb`.
  public var description: String {
    let units: [MemoryUnit] = [.gb, .mb, .kb]
    let unit = units.first { bytes > 0 && bytes % $0.bytes == 0 } ?? .b
    return "\(bytes / unit.bytes)\(unit.rawValue)"
  }

  /// For measured values, which need no precision: `812 KB`, `512 MB`, `3.9 GB`.
  public var approximate: String {
    let kilobytes = rounded(to: MemoryUnit.kb.bytes)
    if kilobytes < 1024 { return "\(kilobytes) KB" }
    let megabytes = rounded(to: MemoryUnit.mb.bytes)
    if megabytes < 1024 { return "\(megabytes) MB" }
    let tenths = tenthsOfGigabytes
    return tenths % 10 == 0 ? "\(tenths / 10) GB" : "\(tenths / 10).\(tenths % 10) GB"
  }

  private func rounded(to unit: UInt64) -> UInt64 {
    bytes / unit + (bytes % unit >= unit / 2 ? 1 : 0)
  }

  private var tenthsOfGigabytes: UInt64 {
    let unit = MemoryUnit.gb.bytes
    return bytes / unit * 10 + (bytes % unit * 10 + unit / 2) / unit
  }
}
