/// Reads a decimal number in its one canonical form: ASCII digits, no sign, no leading zeros.
///
/// - Parameter largest: the greatest value taken, at most 10^18, which keeps the arithmetic exact.
/// - Returns: nil for any other form, and for a number above `largest`.
func strictDecimal(_ digits: some Collection<UInt8>, upTo largest: UInt64) -> UInt64? {
  guard let first = digits.first else { return nil }
  guard first != UInt8(ascii: "0") || digits.dropFirst().isEmpty else { return nil }
  var value: UInt64 = 0
  for digit in digits {
    guard digit.isASCIIDigit else { return nil }
    value = value * 10 + UInt64(digit - UInt8(ascii: "0"))
    guard value <= largest else { return nil }
  }
  return value
}

extension UInt8 {
  var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}
