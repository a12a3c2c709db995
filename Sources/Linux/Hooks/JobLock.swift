import CLinux
import Glibc
import QGui
import SystemPackage

/// A lock on what a node has of one job: of its prologue, its epilogue and the sweep one is at work
/// at a time. Subjobs of an array share it.
public struct JobLock {
  private let file: FileDescriptor

  /// Waits for it; nil when another has it at the deadline. It is held until `release`, or the end
  /// of this process, which takes one at a time.
  public init?(_ job: JobID, in records: JobRecords, until deadline: Instant) {
    guard
      let file = try? FileDescriptor.open(
        records.lockPath, .readWrite, options: [.create, .noFollow, .closeOnExec],
        permissions: .ownerReadWrite)
    else { return nil }
    while clinux_try_lock_byte(file.rawValue, Int64(job.number)) != 0 {
      guard Instant.now < deadline else {
        try? file.close()
        return nil
      }
      usleep(5_000)
    }
    self.file = file
  }

  public func release() { try? file.close() }
}
