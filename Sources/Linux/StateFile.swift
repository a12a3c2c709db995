import QGui

/// Small files in the user's state directory.
enum StateFile {
  /// A home that cannot be written costs the file and nothing else.
  ///
  /// - Returns: its directory; nil where that is not ours.
  @discardableResult
  static func write(_ text: String, at path: String) -> String? {
    guard let slash = path.lastIndex(of: "/") else { return nil }
    let directory = String(path[..<slash])
    guard OwnDirectory.make(directory) else { return nil }
    try? File.replace(path, text)
    return directory
  }
}
