import Linux

/// The guides for administrators, whose commands the tests run as they stand there.
public enum Guide {
  /// The first block of commands after the text `place` of a guide.
  public static func commands(_ file: String, after place: String) throws -> String {
    let text = File.read("\(Repository.root)/\(file)") ?? ""
    guard let start = text.firstRange(of: place) else { throw Failed("\(file) has no '\(place)'") }
    let lines = text[start.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
    let block = lines.dropFirst().drop { !$0.hasPrefix("    ") }.prefix { $0.hasPrefix("    ") }
    guard !block.isEmpty else { throw Failed("\(file) has no commands after '\(place)'") }
    return block.map { $0.dropFirst(4) }.joined(separator: "\n")
  }
}
