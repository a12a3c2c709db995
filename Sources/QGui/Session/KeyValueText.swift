/// `key = value` lines: the form of the session's record, and of what runner and keeper tell
/// each other. A value is one line: line breaks and backslashes in it are escaped, and blanks at
/// its ends, which in the form mean nothing.
public enum KeyValueText {
  public static func line(_ key: String, _ value: String) -> String {
    "\(key) = \(escaped(value))"
  }

  /// The key and value of one line; nil for a line of any other form.
  public static func pair(_ line: Substring) -> (key: Substring, value: String)? {
    guard let equals = line.firstIndex(of: "=") else { return nil }
    let key = trimmed(line[..<equals])
    guard !key.isEmpty else { return nil }
    return (key, unescaped(trimmed(line[line.index(after: equals)...])))
  }

  /// By scalars: a blank before a combining mark is a blank too.
  private static func trimmed(_ text: Substring) -> Substring {
    var scalars = text.unicodeScalars
    while scalars.first == " " { scalars.removeFirst() }
    while scalars.last == " " { scalars.removeLast() }
    return Substring(scalars)
  }

  private static func escaped(_ value: String) -> String {
    let scalars = value.unicodeScalars
    var result = ""
    for (index, scalar) in zip(scalars.indices, scalars) {
      let isAtAnEnd = index == scalars.startIndex || scalars.index(after: index) == scalars.endIndex
      switch scalar {
      case " " where isAtAnEnd: result += "\\s"
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\0": result += "\\0"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func unescaped(_ value: Substring) -> String {
    var result = ""
    var scalars = value.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard scalar == "\\" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      switch scalars.next() {
      case "s": result += " "
      case "n": result += "\n"
      case "r": result += "\r"
      case "0": result += "\0"
      case let other?: result.unicodeScalars.append(other)
      case nil: break
      }
    }
    return result
  }
}
