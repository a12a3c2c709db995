import Glibc
import QGui
import SystemPackage

/// The short records of ended sessions in the user's state directory.
public enum EndedRecords {
  /// Older ones are removed.
  static let most = 100

  /// A home that cannot be written costs the record and nothing else. One that leads into a
  /// directory of somebody else, as root's may with another user's $HOME, is left alone.
  static func keep(_ record: SessionRecord, at path: String) {
    guard let slash = path.lastIndex(of: "/") else { return }
    let directory = String(path[..<slash])
    makeDirectories(directory)
    guard isOurs(directory) else { return }
    try? File.replace(path, record.text)
    prune(directory)
  }

  public static func read(_ path: String) -> SessionRecord? {
    File.read(path).flatMap(SessionRecord.init(text:))
  }

  private static func makeDirectories(_ path: String) {
    var made = ""
    for name in path.split(separator: "/") {
      made += "/\(name)"
      mkdir(made, 0o700)
    }
  }

  /// Only what has a record's name.
  private static func prune(_ directory: String) {
    let files = Directory.names(directory).filter(isRecordName).map { "\(directory)/\($0)" }
    guard files.count > most else { return }
    let byAge = files.compactMap { path in modified(path).map { (path, $0) } }
      .sorted { $0.1 < $1.1 }
    for (path, _) in byAge.dropLast(most) { unlink(path) }
  }

  private static func isRecordName(_ name: String) -> Bool {
    let parts = name.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    return SessionFiles.isSessionName(String(parts[0]))
  }

  private static func isOurs(_ directory: String) -> Bool {
    var status = stat()
    return lstat(directory, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      && status.st_uid == geteuid()
  }

  private static func modified(_ path: String) -> Int? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mtim.tv_sec : nil
  }
}
