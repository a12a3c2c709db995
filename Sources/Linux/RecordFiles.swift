import QGui

extension SessionRecord {
  /// What a file says; nil where there is none, or another thing in its place.
  public static func read(_ path: String) -> SessionRecord? {
    File.readSmall(path).flatMap(SessionRecord.init(text:))
  }
}
