/// Patterns of file names as glob(7) has them, without brackets; `*` and `?` do not match `/`.
public struct GlobPattern {
  private let pattern: [Unicode.Scalar]

  public init(_ pattern: some StringProtocol) { self.pattern = Array(pattern.unicodeScalars) }

  public func matches(_ text: String) -> Bool {
    Self.matches(pattern[...], Array(text.unicodeScalars)[...])
  }

  private static func matches(
    _ pattern: ArraySlice<Unicode.Scalar>, _ text: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    var (pattern, text) = (pattern, text)
    while let first = pattern.popFirst() {
      if first == "*" {
        let ends = text.prefix { $0 != "/" }.count
        return (0...ends).contains { matches(pattern, text.dropFirst($0)) }
      }
      guard let scalar = text.popFirst(), scalar == first || first == "?" && scalar != "/" else {
        return false
      }
    }
    return text.isEmpty
  }
}
