import Glibc

/// Directories of this user's for files of ours. With another user's $HOME, as root's may be, none is.
public enum OwnDirectory {
  /// Makes what is missing of `path`, each below a directory of ours.
  ///
  /// - Returns: false where it is not ours, or somebody else could have led us there.
  public static func make(_ path: String) -> Bool {
    var made = ""
    var isOurs = isDirectoryOfOurs("/")
    for name in path.split(separator: "/") {
      made += "/\(name)"
      if isOurs { mkdir(made, 0o700) }
      guard mayBePassed(made) else { return false }
      isOurs = isDirectoryOfOurs(made)
    }
    return isOurs
  }

  /// Whoever owns a link leads us wherever they like. Root passes nobody else's directories either: what
  /// is in them may be a link in the next moment.
  private static func mayBePassed(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return false }
    let isLink = status.st_mode & S_IFMT == S_IFLNK
    return status.st_uid == geteuid() || status.st_uid == 0 || !isLink && geteuid() != 0
  }

  private static func isDirectoryOfOurs(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      && status.st_uid == geteuid()
  }
}
