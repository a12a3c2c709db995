/// A group's place in a record: version, mount point and path, each without a blank.
extension CgroupLocation {
  public var recordText: String {
    "\(version.rawValue) \(OctalEscapes.escaped(mountPoint)) \(OctalEscapes.escaped(path))"
  }

  /// Nil for a text of another form, and for a place outside of its hierarchy.
  public init?(recordText: String) {
    let words = recordText.utf8.split(
      separator: UInt8(ascii: " "), omittingEmptySubsequences: false
    ).map { Substring($0) }
    guard words.count == 3, let version = Version(rawValue: String(words[0])) else { return nil }
    let paths = words[1...].map(OctalEscapes.unescaped)
    guard paths.allSatisfy({ $0.utf8.first == Self.slash && !Self.leadsUp(Substring($0)) }) else {
      return nil
    }
    self.init(version: version, mountPoint: paths[0], path: paths[1])
  }
}
