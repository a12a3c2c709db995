import Glibc
import Linux
import SystemPackage

/// Files and directories, looked at and removed without following links.
public enum FileTree {
  public static func status(_ path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }

  public static func exists(_ path: String) -> Bool { status(path) != nil }

  /// Everything below `directory`, a directory before what is in it.
  public static func below(_ directory: String) -> [String] {
    Directory.names(directory).flatMap { name in
      let path = "\(directory)/\(name)"
      return [path] + (isDirectory(path) ? below(path) : [])
    }
  }

  public static func remove(_ path: String) {
    guard isDirectory(path) else {
      unlink(path)
      return
    }
    DirectoryTree(path).removeContents()
    rmdir(path)
  }

  /// A file with this text, for everybody to read and, with `mode`, to run.
  public static func write(_ path: String, _ text: String, mode: mode_t = 0o644) throws {
    try File.replace(path, text)
    chmod(path, mode)
  }

  /// A new directory that everybody can look into.
  public static func makeTemporary(_ prefix: String) throws -> String {
    var name = Array((prefix + "-XXXXXX").utf8CString)
    guard mkdtemp(&name) != nil else { throw Failed("cannot make \(prefix)-…: errno \(errno)") }
    let path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    chmod(path, 0o755)
    return path
  }

  private static func isDirectory(_ path: String) -> Bool {
    status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  static func isSocket(_ path: String) -> Bool {
    status(path).map { $0.st_mode & S_IFMT == S_IFSOCK } ?? false
  }
}
