/// What `qstat -n -1 -u USER` tells of all jobs of a user (its arguments: `JobsOfUser`).
public enum JobList {
  public enum Answer: Equatable, Sendable {
    /// Those that have ended are among them, where the system still lists them.
    case jobs([JobListRow])
    case refuse(AttachReport)
  }

  /// - Parameters:
  ///   - exitStatus: of qstat.
  ///   - stdout: not trusted. Nothing at all for a user without jobs.
  ///   - stderr: not trusted.
  ///   - isWhole: nothing of it was cut off.
  public static func decide(
    exitStatus: Int32, stdout: String, stderr: String, isWhole: Bool
  ) -> Answer {
    guard exitStatus == 0 else {
      let server = ServerFailure.report(exitStatus: exitStatus, stderr: stderr)
      return .refuse(server ?? unclear("qstat failed with exit status \(exitStatus)"))
    }
    guard isWhole else { return .refuse(unclear("qstat's list of your jobs is too long")) }
    let lines = JobListLine.all(in: stdout)
    let rows = lines.compactMap { JobListRow($0) }
    return rows.isEmpty && !lines.isEmpty
      ? .refuse(unclear("qstat is unclear about your jobs")) : .jobs(rows)
  }

  private static func unclear(_ what: String) -> AttachReport {
    AttachReport(ExitStatus.unavailable, "\(what): see what 'qstat -n -1 -u $USER' prints")
  }
}
