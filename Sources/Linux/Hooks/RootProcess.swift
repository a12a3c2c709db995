import CLinux
import Glibc
import QGui

/// What root's program has of its caller: nothing that decides what it makes. Both PBS daemons call hooks
/// with the job's umask, which its user chooses (qsub(1B), `-W umask=`); PAM and timers have others.
public enum RootProcess {
  /// At the first line of a program, after `Inheritance.mend`. The nodes' own locale is not asked for:
  /// no program of ours calls setlocale(3).
  public static func begin() {
    umask(0o022)
    _ = chdir("/")
    clinux_reset_signals()
    clinux_reset_limits()
    closeOthers()
  }

  private static func closeOthers() {
    for name in Directory.names("/proc/self/fd") {
      if let descriptor = Int32(name), descriptor > STDERR_FILENO { close(descriptor) }
    }
  }
}
