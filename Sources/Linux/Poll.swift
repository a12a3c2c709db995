import Glibc
import SystemPackage

/// Waiting for descriptors: one poll(2), without a timeout unless there is a deadline.
public enum Poll {
  /// Those of `reading` that can be read or were closed, and those of `writing` that can be
  /// written. Empty: the deadline has passed.
  public static func wait(
    reading: [FileDescriptor], writing: [FileDescriptor] = [], until deadline: Instant?
  ) throws -> Set<FileDescriptor> {
    var entries =
      reading.map { pollfd(fd: $0.rawValue, events: Int16(POLLIN), revents: 0) }
      + writing.map { pollfd(fd: $0.rawValue, events: Int16(POLLOUT), revents: 0) }
    while true {
      let count = poll(&entries, nfds_t(entries.count), timeout(deadline))
      if count >= 0 { break }
      let errno = Errno(rawValue: currentErrno())
      if errno != .interrupted { throw SystemError("poll", errno) }
    }
    return Set(entries.filter { $0.revents != 0 }.map { FileDescriptor(rawValue: $0.fd) })
  }

  private static func timeout(_ deadline: Instant?) -> Int32 {
    guard let deadline else { return -1 }
    return Int32(clamping: deadline.millisecondsLeft)
  }
}
