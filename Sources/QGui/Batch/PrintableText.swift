extension StringProtocol {
  /// The text as it may be shown on a terminal: one line, with everything escaped that moves a
  /// cursor, hides or turns text around, and cut after `limit` scalars.
  public func printable(limit: Int = 80) -> String {
    var shown = ""
    var left = limit
    for scalar in unicodeScalars {
      guard left > 0 else { return shown + "..." }
      left -= 1
      shown += scalar.isHarmless ? String(scalar) : scalar.escaped
    }
    return shown
  }

  /// The text without the blanks at its two ends; of a blank with a mark upon it the mark stays.
  var trimmed: SubSequence {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return self[endIndex...] }
    return self[first..<scalars.index(after: last)]
  }
}

extension Unicode.Scalar {
  /// Such as `\xe9`, where it stands for a byte, or `\u{7f}`.
  fileprivate var escaped: String {
    systemByte.map { "\\x\(String($0, radix: 16))" } ?? "\\u{\(String(value, radix: 16))}"
  }

  /// Format characters count as harmful too: they reverse the text or make it invisible.
  fileprivate var isHarmless: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: false
    case .privateUse, .surrogate, .unassigned: false
    default: true
    }
  }
}
