import Glibc
import SystemPackage

/// What one descriptor is waited for, and what it turned out to be ready for.
public struct Readiness {
  public let descriptor: FileDescriptor
  /// Bytes, a connection or the end of the file are wanted.
  public var reads: Bool
  /// Room for bytes is wanted.
  public var writes: Bool
  /// The other side is gone for good. Told without being asked for.
  public var hangsUp = false

  /// A descriptor that is neither read nor written still tells of the hang-up, at once and every
  /// time: whoever passes one must then end, or leave it out.
  public init(_ descriptor: FileDescriptor, reads: Bool = false, writes: Bool = false) {
    self.descriptor = descriptor
    self.reads = reads
    self.writes = writes
  }
}

extension Poll {
  /// Waits until something of what is wanted is there, or the deadline has passed; EINTR counts as
  /// nothing. The answers stand in the places of the questions. The corresponding C function is
  /// poll(2).
  public static func wait(_ wanted: [Readiness], until deadline: Instant?) throws -> [Readiness] {
    var entries = wanted.map { entry in
      let events = (entry.reads ? POLLIN : 0) | (entry.writes ? POLLOUT : 0)
      return pollfd(fd: entry.descriptor.rawValue, events: Int16(events), revents: 0)
    }
    let left = deadline.map { Int32(clamping: $0.millisecondsLeft) } ?? -1
    if poll(&entries, nfds_t(entries.count), left) < 0 {
      let errno = Errno(rawValue: currentErrno())
      guard errno == .interrupted else { throw SystemError("poll", errno) }
      for index in entries.indices { entries[index].revents = 0 }
    }
    return zip(wanted, entries).map { answer($0, Int32($1.revents)) }
  }

  /// An error or a hang-up also makes ready: the next read or write tells which.
  private static func answer(_ wanted: Readiness, _ happened: Int32) -> Readiness {
    var answer = wanted
    let gone = happened & Int32(POLLHUP | POLLERR | POLLNVAL) != 0
    answer.reads = wanted.reads && (gone || happened & Int32(POLLIN) != 0)
    answer.writes = wanted.writes && (gone || happened & Int32(POLLOUT) != 0)
    answer.hangsUp = gone
    return answer
  }
}
