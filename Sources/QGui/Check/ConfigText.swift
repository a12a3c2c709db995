/// The lines of configuration files, without what follows a `#`.
enum ConfigText {
  static func lines(_ text: String) -> [Substring] {
    text.split(whereSeparator: \.isNewline).map { $0.prefix { $0 != "#" }.trimmed }
      .filter { !$0.isEmpty }
  }

  /// The words of each line.
  static func words(_ text: String) -> [[Substring]] {
    lines(text).map { $0.split(whereSeparator: \.isWhitespace) }
  }

  /// The values of `key = value` lines, in their order; keys are the same in either case.
  static func values(_ key: String, in text: String) -> [String] {
    lines(text).compactMap { line in
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].trimmed.lowercasedASCII == key.lowercasedASCII else {
        return nil
      }
      return String(parts[1].trimmed)
    }
  }
}
