import Glibc
import QGui

/// The session leader of a new job, as a prologue finds it: among its own ancestors.
public enum JobShell {
  /// OpenPBS and Torque fork the job's session leader from their daemon and run the prologue, or
  /// the hook, below it, before it becomes the user and executes anything. So it is the nearest
  /// ancestor that leads a session, is still root, and runs the same file as its parent. The daemon
  /// itself is none: its parent is another program.
  ///
  /// - Returns: the leader and its daemon; nil where a hook has no such ancestor, as an epilogue.
  public static func ofHook() -> (shell: ProcessIdentity, daemon: Int32)? {
    var pid = getppid()
    while pid > 1, let process = ProcFS.statistics(pid), let parent = process.parent {
      if process.session == pid, ProcFS.users(pid) == [0, 0, 0], let file = ProcFS.file(pid),
        ProcFS.file(parent) == file, let shell = ProcessIdentity.of(pid)
      {
        return (shell, parent)
      }
      pid = parent
    }
    return nil
  }

  /// The highest ancestor that is this user's: the task of Slurm whose prolog this is.
  public static func ofTask() -> ProcessIdentity? {
    var task: Int32?
    var pid = getppid()
    while pid > 1, ProcFS.users(pid).first == getuid(),
      let parent = ProcFS.statistics(pid)?.parent
    {
      task = pid
      pid = parent
    }
    return task.flatMap(ProcessIdentity.of)
  }
}
