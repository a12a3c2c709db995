/// The units of sizes in PBS, each 1024 times the one before (pbs_resources(7B), "size").
enum MemoryUnit: String, CaseIterable {
  case b, kb, mb, gb, tb, pb

  /// Takes either case of ASCII letters; nil for words that are no unit.
  init?(_ text: some StringProtocol) {
    self.init(rawValue: text.lowercasedASCII)
  }

  var bytes: UInt64 {
    switch self {
    case .b: 1
    case .kb: 1 << 10
    case .mb: 1 << 20
    case .gb: 1 << 30
    case .tb: 1 << 40
    case .pb: 1 << 50
    }
  }

  var smaller: MemoryUnit? { Self.allCases.last { $0.bytes < bytes } }
}

extension StringProtocol {
  /// Unlike `lowercased()` this keeps other alphabets, where the Kelvin sign becomes a `k`.
  var lowercasedASCII: String {
    String(decoding: utf8.map { (65...90).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}
