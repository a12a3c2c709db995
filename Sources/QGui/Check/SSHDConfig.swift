/// sshd_config(5), as far as it is asked here: the first value of a key counts.
public enum SSHDConfig {
  /// The file and what it includes, in place: `Include` names patterns. Lines of a Match block hold
  /// for some users only, and are left out.
  ///
  /// - Parameter included: the texts of a pattern's files, in the order of their names.
  public static func value(
    _ key: String, in text: String, included: (String) -> [String]
  ) -> String? {
    for words in ConfigText.words(text) {
      let keyword = words[0].lowercasedASCII
      if keyword == "match" { return nil }
      if keyword == key, words.count > 1 { return words[1].lowercasedASCII }
      guard keyword == "include" else { continue }
      for pattern in words.dropFirst() {
        let path = pattern.hasPrefix("/") ? String(pattern) : "/etc/ssh/\(pattern)"
        for part in included(path) {
          // One level, as files that include each other would never end.
          if let value = value(key, in: part, included: { _ in [] }) { return value }
        }
      }
    }
    return nil
  }

  /// From what `sshd -T` prints.
  public static func value(_ key: String, printed: String) -> String? {
    ConfigText.words(printed).first { $0.first == key[...] && $0.count > 1 }.map { String($0[1]) }
  }
}
