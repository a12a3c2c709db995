import Glibc

/// Finding programs as execvp(3) does, before anything is started.
public enum ProgramPath {
  public enum Failure: Error, Equatable {
    case notFound
    case notExecutable
  }

  /// The file of `name`: itself when it has a slash, else the first executable on `path`.
  public static func find(_ name: String, path: String?) throws(Failure) -> String {
    if name.contains("/") { return try usable(name) }
    var seenOne = false
    for directory in (path ?? "/usr/local/bin:/usr/bin:/bin").split(
      separator: ":", omittingEmptySubsequences: false)
    {
      let file = directory.isEmpty ? name : "\(directory)/\(name)"
      if let usable = try? usable(file) { return usable }
      // In a directory that is closed to us there is nothing for us.
      if file.withSystemString({ access($0, F_OK) }) == 0 { seenOne = true }
    }
    throw name.isEmpty || !seenOne ? .notFound : .notExecutable
  }

  /// The same; where the path has none, the first in these folders.
  public static func find(
    _ name: String, path: String?, beside folders: [String]
  ) throws(Failure) -> String {
    do { return try find(name, path: path) } catch {
      let found = folders.lazy.compactMap { try? usable("\($0)/\(name)") }.first
      guard let found, !name.contains("/") else { throw error }
      return found
    }
  }

  /// Where administrators and distributions put programs.
  public static let commonFolders = ["/usr/local/bin", "/usr/bin", "/bin"]

  private static func usable(_ file: String) throws(Failure) -> String {
    var status = stat()
    guard file.withSystemString({ stat($0, &status) }) == 0 else {
      throw currentErrno() == EACCES ? .notExecutable : .notFound
    }
    guard status.st_mode & S_IFMT == S_IFREG,
      file.withSystemString({ access($0, X_OK) }) == 0
    else { throw .notExecutable }
    return file
  }
}
