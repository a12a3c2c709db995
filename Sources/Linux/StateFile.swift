import Glibc
import QGui

/// Small files in the user's state directory.
enum StateFile {
  /// A home that cannot be written costs the file and nothing else. One that leads into a directory
  /// of somebody else, as root's may with another user's $HOME, is left alone.
  ///
  /// - Returns: its directory; nil where that is not ours.
  @discardableResult
  static func write(_ text: String, at path: String) -> String? {
    guard let slash = path.lastIndex(of: "/") else { return nil }
    let directory = String(path[..<slash])
    makeDirectories(directory)
    guard isOurs(directory) else { return nil }
    try? File.replace(path, text)
    return directory
  }

  private static func makeDirectories(_ path: String) {
    var made = ""
    for name in path.split(separator: "/") {
      made += "/\(name)"
      mkdir(made, 0o700)
    }
  }

  private static func isOurs(_ directory: String) -> Bool {
    var status = stat()
    return lstat(directory, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      && status.st_uid == geteuid()
  }
}
