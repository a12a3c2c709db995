/// A `NAME=VALUE` that a user sets for xpra.
public enum XpraOption {
  /// A name of xpra's own form, lower-case letters, digits and hyphens; a value of one line
  /// without control characters.
  public static func isWellFormed(_ text: String) -> Bool {
    guard let equals = text.firstIndex(of: "=") else { return false }
    let name = text[..<equals].unicodeScalars
    guard let first = name.first, ("a"..."z").contains(first) else { return false }
    return name.allSatisfy { $0 == "-" || ("a"..."z").contains($0) || ("0"..."9").contains($0) }
      && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }
}
