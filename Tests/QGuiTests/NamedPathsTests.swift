import Foundation
import Testing

/// A guide that names a file which was moved misleads whoever follows it.
@Suite struct NamedPathsTests {
  private static let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
  private static let guides =
    ["", "Sources/", "Tests/", "Tests/Cluster/", "Tests/VM/", "cgroup/", "pam/", "pbs/"]

  @Test(arguments: guides)
  func everyPathIsThere(_ folder: String) throws {
    let text = try String(contentsOfFile: "\(Self.root)/\(folder)README.md", encoding: .utf8)
    let links = text.matches(of: /\]\(([^):#]+)\)/).map { "\(Self.root)/\(folder)\($0.1)" }
    for path in links + Self.wordsWithFolder(in: text, of: folder) {
      #expect(FileManager.default.fileExists(atPath: path), "\(folder)README.md names \(path)")
    }
  }

  /// Of words with a slash those that begin with a folder of the source, or of the guide's own.
  private static func wordsWithFolder(in text: String, of folder: String) -> [String] {
    let words = Set(text.split { $0.isWhitespace || "`'(),;:|*".contains($0) })
    return words.compactMap { word in
      let parts = word.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, !parts[0].hasPrefix(".") else { return nil }
      let places = [root, "\(root)/\(folder)"]
      return places.first { isFolder("\($0)/\(parts[0])") }.map { "\($0)/\(word)" }
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
