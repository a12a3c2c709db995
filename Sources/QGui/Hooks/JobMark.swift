/// What tells that a process belongs to a job, wherever it was started: tasks of Torque's tm(3) are
/// children of the daemon in its own group, and a program may leave every session and group of the job's.
/// What a process has from its start stays: the job's id in its environment, its user, its start time.
public struct JobMark: Equatable, Sendable {
  /// `PBS_JOBID=58.server`, as both PBS daemons give it to every process of a job.
  let entry: String
  let user: UInt32
  /// In clock ticks since boot, as field 22 of `/proc/PID/stat`; nil: no bound.
  let began: UInt64?

  /// - Parameter began: the job's start on this node. Earlier processes are another job's, of a server that
  ///   has begun to count anew.
  /// - Returns: nil for a job without a server in its id, which is Slurm's: `SLURM_JOB_ID` is in the
  ///   environment of salloc's shell on a log-in node too, and Slurm's groups hold all that it starts.
  public init?(_ job: JobID, user: UInt32, began: UInt64?) {
    guard job.server != nil, user != 0 else { return nil }
    entry = "PBS_JOBID=\(job)"
    self.user = user
    self.began = began
  }

  /// - Parameters:
  ///   - startTime: in clock ticks since boot.
  ///   - environment: at the start of the process, each entry ended by a NUL (proc_pid_environ(5)).
  public func isOn(user: UInt32?, startTime: UInt64, environment: () -> [UInt8]?) -> Bool {
    guard user == self.user, (began ?? 0) <= startTime, let entries = environment()
    else { return false }
    return entries.split(separator: 0).contains { $0.elementsEqual(entry.utf8) }
  }
}
