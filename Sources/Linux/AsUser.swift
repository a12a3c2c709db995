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
    guard account.uid != 0 else { return nil }
    let root = getpid()
    return ChildAnswer.of(until: deadline) { answer in
      become(account, childOf: root)
      // A program that waits for the end of what root writes to does not wait for a home.
      try? Detachment.detach(keeping: [answer])
      body(answer)
    }
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
}
