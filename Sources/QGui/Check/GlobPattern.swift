/// Patterns of file names as glob(7) has them, without brackets; `*` and `?` do not match `/`.
public struct GlobPattern {
  private typealias Name = ArraySlice<Unicode.Scalar>

  /// What stands between the slashes.
  private let patterns: [Name]

  public init(_ pattern: some StringProtocol) { patterns = Self.names(pattern) }

  /// The time grows with the product of the two lengths at most.
  public func matches(_ text: String) -> Bool {
    let names = Self.names(text)
    return names.count == patterns.count && zip(patterns, names).allSatisfy(Self.matches)
  }

  private static func names(_ text: some StringProtocol) -> [Name] {
    Array(text.unicodeScalars).split(separator: "/", omittingEmptySubsequences: false)
  }

  /// A star takes as little as will do. Where that was too little, the last star takes one more: what
  /// those before it took need not change.
  private static func matches(_ pattern: Name, _ name: Name) -> Bool {
    var (rest, left) = (pattern, name)
    var star: (pattern: Name, name: Name)?
    while let scalar = left.first {
      if rest.first == "*" {
        rest.removeFirst()
        star = (rest, left)
      } else if rest.first == scalar || rest.first == "?" {
        rest.removeFirst()
        left.removeFirst()
      } else if let last = star {
        (rest, left) = (last.pattern, last.name.dropFirst())
        star = (rest, left)
      } else {
        return false
      }
    }
    return rest.allSatisfy { $0 == "*" }
  }
}
