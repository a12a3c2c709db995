extension StringProtocol {
  /// The text as it may be shown on a terminal: one line, with everything escaped that moves a
  /// cursor, hides or turns text around, and cut after `limit` scalars.
  public func printable(limit: Int = 80) -> String {
    var shown = ""
    var left = limit
    for scalar in unicodeScalars {
      guard left > 0 else { return shown + "..." }
      left -= 1
      shown += scalar.isHarmless ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
    }
    return shown
  }

  /// The text without the blanks at its two ends.
  var trimmed: SubSequence {
    let tail = drop(while: \.isWhitespace)
    guard let last = tail.lastIndex(where: { !$0.isWhitespace }) else { return tail }
    return tail[...last]
  }
}

extension Unicode.Scalar {
  /// Format characters count as harmful too: they reverse the text or make it invisible.
  fileprivate var isHarmless: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: false
    case .privateUse, .surrogate, .unassigned: false
    default: true
    }
  }
}
