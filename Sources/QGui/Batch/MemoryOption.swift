extension MemorySize {
  /// What a user wrote after `--mem`: digits and one of b, kb, mb, gb, tb, pb in either case.
  ///
  /// Stricter than PBS, which takes `4` for four bytes and `4g` for anything.
  ///
  /// - Throws: `MemorySizeError`, whose description says what to write instead.
  public init(option text: String) throws(MemorySizeError) {
    let (digits, unit) = split(text)
    guard !digits.isEmpty, let unit = MemoryUnit(unit) else {
      throw MemorySizeError(text, problem(digits, unit))
    }
    guard let count = UInt64(digits), let size = MemorySize(count, times: unit.bytes) else {
      throw MemorySizeError(text, .tooLarge)
    }
    guard size.bytes > 0 else { throw MemorySizeError(text, .zero) }
    self = size
  }

  /// What qstat prints: `4gb`, `4194304kb`, `1048576b`; a bare number is bytes; `w`, `kw`, `mw` and
  /// so on count words of 8 bytes (pbs_resources(7B)).
  ///
  /// - Returns: nil for anything else, and above 2^64 - 1 bytes.
  public init?(reported text: some StringProtocol) {
    let (digits, name) = split(text)
    let isWords = name.last == "w" || name.last == "W"
    let inBytes = name.isEmpty ? "b" : isWords ? "\(name.dropLast())b" : String(name)
    guard let unit = MemoryUnit(inBytes), let count = UInt64(digits) else { return nil }
    self.init(count, times: unit.bytes * (isWords ? 8 : 1))
  }
}

private func split<Text: StringProtocol>(
  _ text: Text
) -> (digits: Text.SubSequence, unit: Text.SubSequence) {
  let end = text.utf8.firstIndex { !$0.isASCIIDigit } ?? text.endIndex
  return (text[..<end], text[end...])
}

private func problem(_ digits: Substring, _ unit: Substring) -> MemorySizeError.Problem {
  let lower = unit.lowercasedASCII
  if digits.isEmpty { return lower.first == "+" || lower.first == "-" ? .sign : .malformed }
  if lower.isEmpty { return .bareNumber(String(digits)) }
  if MemoryUnit(lower + "b") != nil { return .unitWithoutB("\(digits)\(lower)b") }
  if lower.last == "w" && MemoryUnit(lower.dropLast() + "b") != nil { return .words }
  return wholeNumber(digits, lower).map { .fraction($0) } ?? .malformed
}

/// What to write for a fraction: `1536mb` for `1` and `.5gb`, rounded up to the next smaller unit.
private func wholeNumber(_ digits: Substring, _ rest: String) -> String? {
  let fraction = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
  guard rest.first == ".", (1...3).contains(fraction.count),
    let unit = MemoryUnit(rest[fraction.endIndex...])?.smaller,
    let whole = strictDecimal(digits.utf8, upTo: 999_999), let part = UInt64(fraction)
  else { return nil }
  let scale: UInt64 = [10, 100, 1000][fraction.count - 1]
  return "\(whole * 1024 + (part * 1024 + scale - 1) / scale)\(unit.rawValue)"
}
