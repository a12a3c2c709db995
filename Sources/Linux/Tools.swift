import Glibc
import QGui

/// Commands that root runs: found in the system's own folders only, whatever the environment of a
/// hook says, and only where nobody else could have put them.
public enum Tools {
  public static let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

  /// - Parameter folders: of the batch system, beside the system's own.
  /// - Returns: nil where the command is not there, or is others' to write.
  public static func find(_ name: String, beside folders: [String] = []) -> String? {
    let all = path.split(separator: ":").map(String.init) + folders
    return all.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 && isRootsAlone($0) }
  }

  /// The file itself and every directory above it, links followed.
  public static func isRootsAlone(_ path: String) -> Bool {
    guard let real = realpath(path, nil) else { return false }
    defer { free(real) }
    var place = ""
    for name in String(cString: real).split(separator: "/") {
      place += "/\(name)"
      var status = stat()
      guard lstat(place, &status) == 0, status.st_uid == 0, status.st_mode & 0o022 == 0 else {
        return false
      }
    }
    return true
  }
}
