extension String {
  /// How many columns of a terminal the text takes, or fewer; it must be safe to print.
  var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }

  /// At most `limit` columns of the text, with a `~` in the place of what is cut off.
  func cut(columns limit: Int) -> String {
    guard columns > limit else { return self }
    guard limit > 0 else { return "" }
    var kept = ""
    var left = limit - 1
    for scalar in unicodeScalars {
      left -= scalar.columns
      guard left >= 0 else { break }
      kept.unicodeScalars.append(scalar)
    }
    return kept + "~"
  }

  func padded(columns width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - columns))
  }
}

extension Unicode.Scalar {
  /// East Asian and pictorial scalars take two columns, marks upon others none.
  fileprivate var columns: Int {
    guard value >= 0x300 else { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: return Self.wide.contains { $0.contains(value) } ? 2 : 1
    }
  }

  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x23F3, 0x25FD...0x27BF, 0x2B1B...0x2B55, 0x2E80...0xA4CF,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x1B2FF, 0x1F000...0x1FAFF, 0x20000...0x3FFFD,
  ]
}
