/// Ends the process, a finding to libFuzzer. Unlike `precondition` it says why in an optimised
/// build too.
func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
  guard holds else { fatalError(what()) }
}

func expectSame<Value: Equatable>(_ value: Value, _ other: Value, _ what: String) {
  expect(value == other, "\(what): \(value) is not \(other)")
}

/// Byte by byte: to Swift, texts are equal that differ in how a letter is composed.
func expectSame(_ text: String, _ other: String, _ what: String) {
  expect(text.utf8.elementsEqual(other.utf8), "\(what): '\(text)' is not '\(other)'")
}

/// One line that may be shown on a terminal.
func expectSafe(_ text: String) {
  expect(
    !text.unicodeScalars.contains(where: isHarmful), "not safe to print: \(text.debugDescription)")
}

/// Written down here once more, so that a slip in the one is not one in the other.
private func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7f..<0xa0, 0xad, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff,
    0xe000...0xf8ff, 0xe0000...0xe007f, 0xf0000...0x10ffff:
    true
  default: false
  }
}

/// Reports of qconnect's.
func expectGood(_ report: AttachReport) {
  expectSafe(report.line)
  expect(!report.line.isEmpty, "a report says nothing")
}
