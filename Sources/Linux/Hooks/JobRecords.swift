import Glibc
import QGui
import SystemPackage

/// The records of this node's jobs, in a directory where nobody but root writes.
public struct JobRecords {
  public static let place = "/run/qgui/jobs"

  private let directory: String

  /// Makes the directory where it is missing; `/run` is empty after a boot.
  ///
  /// - Throws: `SystemError` where somebody else than root could write what is read here.
  public init(_ directory: String = JobRecords.place) throws {
    self.directory = directory
    var path = ""
    for name in directory.split(separator: "/") {
      path += "/\(name)"
      mkdir(path, 0o755)
      guard Self.isRootsAlone(path) else {
        throw SystemError("trust \(path), which others than root can write", .permissionDenied)
      }
    }
  }

  /// The names of all records.
  public var names: [String] {
    Directory.names(directory).filter { JobID(directoryName: $0) != nil }
  }

  /// Nil where there is none; a link, a file that others can write or a text of another form is
  /// none either.
  public func read(_ name: String) -> JobRecord? {
    guard
      let file = try? FileDescriptor.open(
        path(name), .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec])
    else { return nil }
    defer { try? file.close() }
    var status = stat()
    guard fstat(file.rawValue, &status) == 0, Self.isRootsAlone(status, .file),
      status.st_size <= 65_536, let bytes = file.readToEnd()
    else { return nil }
    let record = JobRecord(text: String(decoding: bytes, as: UTF8.self))
    return record?.name == name ? record : nil
  }

  /// Seconds since the record was written.
  public func age(_ name: String) -> UInt64 { File.age(path(name)) ?? 0 }

  public func write(_ record: JobRecord) throws { try File.replace(path(record.name), record.text) }

  public func remove(_ name: String) { unlink(path(name)) }

  public func path(_ name: String) -> String { "\(directory)/\(name)" }

  /// Of the file that `JobLock` locks.
  var lockPath: String { "\(directory).lock" }

  private static func isRootsAlone(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && isRootsAlone(status, .directory)
  }

  private static func isRootsAlone(_ status: stat, _ kind: FileStatus.Kind) -> Bool {
    let status = FileStatus(status)
    return status.kind == kind && status.isRootsAlone
  }
}
