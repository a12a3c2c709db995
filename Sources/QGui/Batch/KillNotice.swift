/// What the daemons of OpenPBS and Torque write into the error output of a job before they end it,
/// as a job over its limits (`mom_main.c` of both, `job_over_limit` and `mom_over_limit`):
///
///     =>> PBS: job killed: walltime 22 exceeded limit 15
///
/// The job's own processes can write such a line too, and then deceive their own user.
public enum KillNotice {
  private static let beginning = Array("=>> PBS: job killed: ".utf8)
  /// In bytes: the daemons' own buffers are not larger.
  private static let longest = 512

  /// The reason in the last notice of `output`, the end of a job's output; nil where there is none.
  public static func reason(in output: some BidirectionalCollection<UInt8>) -> EndReason? {
    let bytes = Array(output)
    // A program may have printed half a line before it.
    guard bytes.count >= beginning.count,
      let start = (0...bytes.count - beginning.count).last(where: {
        bytes[$0...].starts(with: beginning)
      })
    else { return nil }
    let rest = bytes[(start + beginning.count)...].prefix(longest)
    let line = rest.prefix { $0 != UInt8(ascii: "\n") }
    return line.isEmpty ? nil : reason(String(decoding: line, as: UTF8.self))
  }

  private static func reason(_ text: String) -> EndReason {
    ExceededLimit(notice: text).map(EndReason.init) ?? .batchSystem(text.printable(limit: 160))
  }
}

extension ExceededLimit {
  /// Reads `vmem 421769216 exceeded limit 419430400`, `mem 400812kb exceeded limit 307200kb`,
  /// `cput job total 12 secs exceeded limit 10 secs`, `pvmem exceeded limit 1073741824`, and
  /// `ncpus 1.9 exceeded limit 1 (burst)`.
  init?(notice text: String) {
    var words = text.split(separator: " ")[...]
    guard let name = words.popFirst(), let resource = Resource(rawValue: String(name)),
      let middle = words.firstIndex(of: "exceeded"), words[middle...].count > 2,
      words[middle + 1] == "limit"
    else { return nil }
    let used = words[..<middle].filter { $0 != "job" && $0 != "total" }[...]
    let limit = Self.amount(words[(middle + 2)...])
    guard let limit, used.isEmpty || resource == .ncpus || Self.amount(used) != nil else {
      return nil
    }
    self.init(resource, used: resource == .ncpus ? nil : Self.amount(used), limit: limit)
  }

  /// A number, with its unit behind it or as the next word; without one it is of bytes, seconds or
  /// cores.
  private static func amount(_ words: ArraySlice<Substring>) -> UInt64? {
    guard let first = words.first else { return nil }
    let digits = first.utf8.prefix { $0.isASCIIDigit }
    let inside = first[digits.endIndex...]
    let unit = inside.isEmpty ? words.dropFirst().first ?? "" : inside
    guard let number = strictDecimal(digits, upTo: 1 << 48) else { return nil }
    switch unit.lowercasedASCII {
    case "kb": return number << 10
    case "b", "secs", "", "(burst)", "(sum)": return number
    default: return nil
    }
  }
}
