import Glibc
import QGui
import SystemPackage

/// The files into which a job's output goes, read from below: the batch system's daemon writes there why
/// it ends the job. Where the output is no regular file, as on a terminal, nothing is read.
public struct JobOutput {
  private struct File {
    let descriptor: FileDescriptor
    /// What was there before: of another run of the job, or of its script's.
    let start: Int64
  }

  /// In bytes from the end: a notice, and what the job's processes print while they end.
  private static let most: Int64 = 16_384

  private let files: [File]

  /// Opens them anew, for reading. A script may have sent qgui-run's output elsewhere: then the
  /// files of the session's first process, which the daemon started, count as well.
  public init(ofSession session: Int32) {
    var seen: Set<[UInt64]> = []
    let paths = ["self", "\(session)"].flatMap { owner in
      [STDERR_FILENO, STDOUT_FILENO].map { "/proc/\(owner)/fd/\($0)" }
    }
    files = paths.compactMap { path in
      guard let descriptor = Self.regular(path), let status = Self.status(descriptor) else {
        return nil
      }
      guard seen.insert([UInt64(status.st_dev), UInt64(status.st_ino)]).inserted else {
        try? descriptor.close()
        return nil
      }
      return File(descriptor: descriptor, start: Int64(status.st_size))
    }
  }

  public var descriptors: [FileDescriptor] { files.map(\.descriptor) }

  /// Why the batch system ends the job, once it has written that.
  public var reason: EndReason? {
    files.lazy.compactMap { KillNotice.reason(in: Self.tail($0)) }.first
  }

  /// Opening other files than regular ones may have effects, so the link is looked at first.
  private static func regular(_ path: String) -> FileDescriptor? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return try? FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
  }

  private static func status(_ descriptor: FileDescriptor) -> stat? {
    var status = stat()
    return fstat(descriptor.rawValue, &status) == 0 ? status : nil
  }

  private static func tail(_ file: File) -> [UInt8] {
    guard let size = status(file.descriptor).map({ Int64($0.st_size) }) else { return [] }
    // One that was emptied meanwhile has nothing of another run.
    let start = max(size < file.start ? 0 : file.start, size - most)
    var bytes = [UInt8](repeating: 0, count: Int(size - start))
    let count = try? bytes.withUnsafeMutableBytes {
      try file.descriptor.read(fromAbsoluteOffset: start, into: $0)
    }
    return Array(bytes.prefix(count ?? 0))
  }
}
