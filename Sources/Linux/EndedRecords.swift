import Glibc
import QGui
import SystemPackage

/// The short records of sessions in the user's state directory: how they ended, and that they began,
/// as a node that fails writes nothing more.
public enum EndedRecords {
  static func keep(_ record: SessionRecord, at path: String) {
    if let directory = StateFile.write(record.text, at: path) {
      prune(directory, after: path)
    }
  }

  /// Writes down that a session has begun, and what became of those that had when this node was
  /// started anew.
  public static func begin(_ record: SessionRecord, at path: String, boot: String?) {
    guard let directory = StateFile.write(record.text, at: path) else { return }
    let others = Directory.names(directory).filter { $0.hasSuffix("@\(record.host)") }
      .filter(StateFiles.isEndedRecord).map { "\(directory)/\($0)" }
    for other in others where other != path {
      guard var lost = SessionRecord.read(other), !lost.hasEnded, lost.host == record.host,
        lost.endUntold(now: nil, boot: boot) == .rebooted
      else { continue }
      lost[.state] = SessionRecord.State.ended.rawValue
      lost[.end] = EndReason.rebooted.text
      try? File.replace(other, lost.text)
    }
  }

  /// Those of a job, on whichever host; the last that began or ended comes last.
  public static func of(
    _ job: JobID, environment: [String: String], home: String
  ) -> [SessionRecord] {
    let path = StateFiles.endedRecord(
      environment: environment, home: home, jobDirectoryName: job.directoryName, host: "")
    guard let slash = path.lastIndex(of: "/") else { return [] }
    let directory = String(path[..<slash])
    let files = Directory.names(directory).filter { $0.hasPrefix(path[slash...].dropFirst()) }
      .filter(StateFiles.isEndedRecord).map { "\(directory)/\($0)" }
    return files.compactMap { file in modified(file).map { (file, $0) } }.sorted { $0.1 < $1.1 }
      .compactMap { SessionRecord.read($0.0) }
  }

  /// Only what has a record's name.
  private static func prune(_ directory: String, after newest: String) {
    guard let now = modified(newest) else { return }
    let records = Directory.names(directory).filter(StateFiles.isEndedRecord).compactMap { name in
      modified("\(directory)/\(name)").map { (name: name, time: $0) }
    }
    for name in StateFiles.surplus(records, newest: now) { unlink("\(directory)/\(name)") }
  }

  private static func modified(_ path: String) -> Int? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mtim.tv_sec : nil
  }
}
