/// How the kernel writes paths into lists (proc_pid_mountinfo(5)): space, tab, newline and backslash
/// stand as a backslash and three octal digits.
enum OctalEscapes {
  static func escaped(_ text: String) -> String {
    let special = " \t\n\\".utf8
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      guard let byte = UInt8(exactly: scalar.value), special.contains(byte) else {
        return result.unicodeScalars.append(scalar)
      }
      let digits = String(byte, radix: 8)
      result += "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
    }
  }

  static func unescaped(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let code = code(rest.prefix(3)) else {
        bytes.append(byte)
        continue
      }
      bytes.append(code)
      rest.removeFirst(3)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func code(_ digits: ArraySlice<UInt8>) -> UInt8? {
    guard digits.count == 3, digits.allSatisfy(\.isASCIIDigit) else { return nil }
    return UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
  }
}
