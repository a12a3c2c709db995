import CLinux
import Glibc
import QGui
import SystemPackage

/// Work that root does as an ordinary user: in a child that has become that user for good, so that
/// nothing in files which are the user's own can make it do more than the user could.
public enum AsUser {
  /// Runs `body` in a child process, with what it is to write its answer to.
  ///
  /// The child executes nothing, and stays closed to the user's other processes (ptrace(2),
  /// "dumpable"), but for their signals.
  ///
  /// - Returns: what was written, up to 1 MiB; nil when the child had not ended by the deadline, was
  ///   killed, or could not become the user. It is killed then, and not waited for: the user's home
  ///   may hang.
  public static func run(
    _ account: Account, until deadline: Instant, _ body: (FileDescriptor) -> Void
  ) -> String? {
    guard account.uid != 0, let pipe = try? Pipe() else { return nil }
    defer { try? pipe.reading.close() }
    let root = getpid()
    guard let pid = try? Children.fork() else {
      try? pipe.writing.close()
      return nil
    }
    if pid == 0 {
      become(account, childOf: root)
      // Whoever waits for the end of what root was given to write to does not wait for a home.
      try? Detachment.detach(keeping: [pipe.writing])
      body(pipe.writing)
      _exit(ExitStatus.success)
    }
    try? pipe.writing.close()
    let answer = read(pipe.reading, until: deadline)
    _ = ProcessIdentity.of(pid)?.waitForEnd(until: deadline)
    // The user may have ended it as well.
    let ended = Children.reap(pid)
    if ended == nil { Children.signal(pid, SIGKILL) }
    return ended?.status == ExitStatus.success ? answer : nil
  }

  /// What its user's files make it do costs the node no more than the user's own programs.
  private static func limitItself() {
    clinux_limit_own_memory(512 << 20)
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 0)
    try? File.overwrite("/proc/self/oom_score_adj", "1000")
  }

  private static func become(_ account: Account, childOf root: Int32) {
    umask(0o077)
    limitItself()
    guard clinux_become_user(account.name, account.uid, account.gid) == 0 else {
      _exit(ExitStatus.failed)
    }
    // Forgotten with every change of user: prctl(2).
    ParentDeath.follow(root, with: SIGKILL)
    _ = chdir("/")
    clearenv()
    setenv("HOME", account.home, 1)
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
