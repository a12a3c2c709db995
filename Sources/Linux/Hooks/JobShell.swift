import Glibc
import QGui

/// The process of a job that becomes its shell, as a hook of the batch system finds it: among the hook's
/// own ancestors.
public enum JobShell {
  /// OpenPBS and Torque fork the process that becomes the shell, or a task of tm(3), from their daemon,
  /// and run the prologue or the hook below it while it is still root and runs the daemon's file
  /// (`start_exec.c` of both). It leads the job's session but in one case: in an interactive job
  /// OpenPBS's execjob_launch comes below the shell, whose parent leads the session and copies the
  /// terminal. So it is the nearest ancestor that is a pbs_mom as its parent is, in a session that is not
  /// the daemon's.
  ///
  /// - Returns: the process and its daemon; nil where a hook has no such ancestor: an epilogue, or a hook
  ///   on another host of the job, which the daemon itself calls.
  public static func ofHook() -> (shell: ProcessIdentity, daemon: Int32)? {
    let moms = ancestors().drop { !isMom($0) }.prefix(while: isMom)
    guard let nearest = moms.first, let daemon = moms.last, nearest.session != daemon.session else {
      return nil
    }
    return ProcessIdentity.of(nearest.pid).map { ($0, daemon.pid) }
  }

  /// The name that both systems give their daemon's file, whatever its folder; behind it ` (deleted)`
  /// after an upgrade (proc_pid_exe(5)).
  private static func isMom(_ process: Ancestor) -> Bool {
    process.file.split(separator: "/").last?.hasPrefix("pbs_mom") == true
      && ProcFS.users(process.pid) == [0, 0, 0]
  }

  /// The highest ancestor that is this user's: the task of Slurm whose prolog this is.
  public static func ofTask() -> ProcessIdentity? {
    ancestors().prefix { ProcFS.users($0.pid).first == getuid() }.last
      .flatMap { ProcessIdentity.of($0.pid) }
  }

  private typealias Ancestor = (pid: Int32, session: Int32?, file: String)

  /// From the parent up; none of those whose file cannot be read is like another.
  private static func ancestors() -> [Ancestor] {
    var result: [Ancestor] = []
    var pid = getppid()
    while pid > 1, let process = ProcFS.statistics(pid) {
      result.append((pid, process.session, ProcFS.file(pid) ?? "\(pid)"))
      pid = process.parent ?? 0
    }
    return result
  }
}
