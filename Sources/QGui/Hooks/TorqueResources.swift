/// What a job asked for, as Torque tells its prologue:
/// `nodes=2:ppn=4,neednodes=…,mem=4gb,walltime=01:00:00`. A value may be any text of its user's: of
/// several sizes of one key the smallest counts, of other keys the first.
struct TorqueResources {
  private let words: [[Substring]]

  init(_ text: String) {
    // Bytes, as a value may begin with a mark that makes one character with the comma before it.
    words = text.utf8.split(separator: UInt8(ascii: ",")).map {
      Substring($0).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    }
  }

  private func values(_ key: Substring) -> [Substring] {
    words.filter { $0.count == 2 && $0[0] == key }.map { $0[1] }
  }

  /// The order is that of `QstatReport.memoryPerHost`: `mem` is the total over the hosts, `pmem`
  /// holds for each slot.
  ///
  /// - Returns: nil where none is there, or where it comes to less than a byte.
  var memoryPerHost: MemorySize? {
    let size = share("mem") ?? slots("pmem") ?? share("vmem") ?? slots("pvmem")
    return size.flatMap { $0.bytes > 0 ? $0 : nil }
  }

  private func share(_ key: Substring) -> MemorySize? {
    size(key).map { MemorySize(bytes: $0.bytes / hosts) }
  }

  private func slots(_ key: Substring) -> MemorySize? {
    size(key).flatMap { MemorySize($0.bytes, times: slotsOnFirstHost) }
  }

  private func size(_ key: Substring) -> MemorySize? {
    values(key).compactMap { MemorySize(reported: $0) }.min()
  }

  /// `2:ppn=4+node07` is three hosts.
  private var hosts: UInt64 {
    let terms = (values("nodes").first ?? "").split(separator: "+")
    let counts = terms.map { term in
      strictDecimal(term.prefix { $0 != ":" }.utf8, upTo: 99_999) ?? 1
    }
    return max(1, counts.reduce(0, +))
  }

  private var slotsOnFirstHost: UInt64 {
    let first = (values("nodes").first ?? "").prefix { $0 != "+" }
    let ppn = first.split(separator: ":").first { $0.hasPrefix("ppn=") }?.dropFirst(4)
    return max(1, ppn.flatMap { strictDecimal($0.utf8, upTo: 99_999) } ?? 1)
  }
}
