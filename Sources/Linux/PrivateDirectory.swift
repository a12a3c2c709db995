import Glibc
import SystemPackage

/// A directory of our own, 0700, for a few files as long as a program runs.
public struct PrivateDirectory {
  public let path: String

  /// Makes `NAME-XXXXXX` in the first of `parents` where that is possible (mkdtemp(3)).
  public static func make(name: String, in parents: [String]) throws -> PrivateDirectory {
    var failure = SystemError("make a directory", .noSuchFileOrDirectory)
    for parent in parents where parent.hasPrefix("/") {
      var template = Array("\(parent)/\(name)-XXXXXX".utf8CString)
      if mkdtemp(&template) != nil {
        let bytes = template.dropLast().map { UInt8(bitPattern: $0) }
        return PrivateDirectory(path: String(decoding: bytes, as: UTF8.self))
      }
      failure = SystemError("make a directory in \(parent)", Errno(rawValue: currentErrno()))
    }
    throw failure
  }

  /// Removes it with the files in it. Doing so again does nothing.
  public func remove() {
    for name in Directory.names(path) { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  /// Whether there is a directory, no link, that nobody but this user can look into.
  static func isPrivateAndOurs(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      && status.st_uid == geteuid() && status.st_mode & 0o077 == 0
  }
}
