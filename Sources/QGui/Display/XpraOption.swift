/// A `NAME=VALUE` that a user sets for xpra: a name of xpra's own form, a value of one line.
public enum XpraOption {
  public static func isWellFormed(_ text: String) -> Bool {
    guard let equals = text.firstIndex(of: "=") else { return false }
    let name = text[..<equals].utf8
    let isName = name.allSatisfy { (97...122).contains($0) || $0 == UInt8(ascii: "-") }
    return isName && name.first.map { $0 != UInt8(ascii: "-") } == true
      && text[equals...].unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
  }
}
