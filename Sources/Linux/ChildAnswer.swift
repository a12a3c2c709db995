import Glibc
import QGui
import SystemPackage

/// Work that may hang, in a child of its own: a user's home, a process whose memory is a user's to serve.
public enum ChildAnswer {
  /// Runs `body` in a child process, with what it is to write its answer to.
  ///
  /// - Returns: what was written, up to 1 MiB; nil when the child had not ended by the deadline, or was
  ///   killed. It is killed then, and not waited for.
  public static func of(until deadline: Instant, _ body: (FileDescriptor) -> Void) -> String? {
    guard let pipe = try? Pipe() else { return nil }
    defer { try? pipe.reading.close() }
    guard let pid = try? Children.fork() else {
      try? pipe.writing.close()
      return nil
    }
    if pid == 0 {
      body(pipe.writing)
      _exit(ExitStatus.success)
    }
    try? pipe.writing.close()
    let answer = read(pipe.reading, until: deadline)
    _ = ProcessIdentity.of(pid)?.waitForEnd(until: deadline)
    // A user may have ended it as well.
    let ended = Children.reap(pid)
    if ended == nil { Children.signal(pid, SIGKILL) }
    return ended?.status == ExitStatus.success ? answer : nil
  }

  private static let most = 1 << 20

  private static func read(_ pipe: FileDescriptor, until deadline: Instant) -> String? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < most {
      guard let ready = try? Poll.wait(reading: [pipe], until: deadline), !ready.isEmpty,
        let count = try? buffer.withUnsafeMutableBytes({ try pipe.read(into: $0) })
      else { return nil }
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
