import CLinux
import Glibc

/// Ending with one's parent.
public enum ParentDeath {
  /// Sends this process `signal` when the thread that spawned it ends, also across execve(2); at
  /// once, when `parent` has ended already.
  public static func follow(_ parent: Int32, with signal: Int32) {
    _ = clinux_set_parent_death_signal(signal)
    if getppid() != parent { kill(getpid(), signal) }
  }
}
