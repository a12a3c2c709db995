/// The rules of systemd-tmpfiles(8) that decide how long files in `/tmp` live (tmpfiles.d(5)).
public struct TmpfilesRules: Sendable {
  /// Files of the same name: the first of these folders wins.
  public static let folders = [
    "/etc/tmpfiles.d", "/run/tmpfiles.d", "/usr/local/lib/tmpfiles.d", "/usr/lib/tmpfiles.d",
  ]

  /// The paths of the files that count, in the order in which they are read.
  ///
  /// - Parameter names: of the files in a folder.
  public static func files(names: (String) -> [String]) -> [String] {
    var folderOf: [String: String] = [:]
    for folder in folders {
      for name in names(folder) where name.hasSuffix(".conf") && folderOf[name] == nil {
        folderOf[name] = folder
      }
    }
    return folderOf.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { "\($0.value)/\($0.key)" }
  }

  public struct Rule: Equatable, Sendable {
    let file: String
    let type: Character
    let path: String
    /// Nil for none.
    let age: String?
  }

  private let rules: [Rule]

  /// - Parameter texts: in the order in which they are read.
  public init(_ texts: [(file: String, text: String)]) {
    rules = texts.flatMap { file, text in
      ConfigText.words(text).compactMap { Rule(file: file, $0) }
    }
  }

  /// The rule that ages `/tmp`: of several for one path the first counts.
  public var sweepingTmp: Rule? {
    let first = rules.first { $0.path == "/tmp" && Self.ages.contains($0.type) }
    return first?.age == nil ? nil : first
  }

  /// Whether everything at `path` is left alone; `X` would leave out the directory only.
  public func spares(_ path: String) -> Bool {
    rules.contains { $0.type == "x" && GlobPattern($0.path).matches(path) }
  }

  private static let ages: Set<Character> = ["d", "D", "e", "v", "q", "Q"]
}

extension TmpfilesRules.Rule {
  /// `Type Path Mode User Group Age Argument`; nil for what is done at boot only.
  fileprivate init?(file: String, _ words: [Substring]) {
    guard words.count > 1, let type = words[0].first, !words[0].contains("!") else { return nil }
    self.file = file
    self.type = type
    let bare = words[1].split(separator: "\"").joined()
    path = bare.count > 1 && bare.hasSuffix("/") ? String(bare.dropLast()) : bare
    age = words.count > 5 && words[5] != "-" ? String(words[5]) : nil
  }
}
