/// What tells one run of a job from the next: a job that is put back into the queue may start again on
/// the same host within a second.
public struct JobRun: Equatable, Sendable {
  /// The session id of the job's first process; nil while a prologue runs, and on Slurm.
  let session: String?
  /// When it began, in the server's words.
  let start: String?
  /// `run_count` of OpenPBS, `start_count` of Torque. What a user forges of it is of their own job.
  let count: String?
  let host: HostName?

  /// Whether both are one run, as far as both say so much. Where there is a count it decides: a run that
  /// has just begun may show the session and the time of the one before.
  public func isSame(as other: JobRun) -> Bool {
    let others = [(session, other.session), (start, other.start)]
    let counts = [(count, other.count)]
    let isCounted = count != nil && other.count != nil
    return ([(host?.description, other.host?.description)] + (isCounted ? counts : others))
      .allSatisfy { one, two in
        guard let one, let two else { return true }
        return one == two
      }
  }
}

extension QstatReport {
  /// - Parameter host: the first one of the job's.
  func run(on host: HostName?) -> JobRun {
    JobRun(
      // Torque has 0 there until the job has a session.
      session: self["session_id"].flatMap { $0 == "0" ? nil : $0 },
      start: self["stime"] ?? remarks["start_time"],
      count: remarks["run_count"] ?? remarks["start_count"], host: host)
  }
}
