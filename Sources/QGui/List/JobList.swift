/// What `qstat -n -1 -u USER`, and with `-t` of subjobs, tells of all jobs of a user (its arguments: `JobsOfUser`).
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

  /// Whether the user has arrays, whose subjobs a list without `-t` leaves out.
  public static func lacksSubjobs(_ rows: [JobListRow]) -> Bool {
    rows.contains { $0.id.isArrayParent && ($0.state.isToCome || $0.state == .begun) }
  }

  /// The jobs about which more is asked, by one `qstat -f`: one of each host comes first, as no session
  /// is found on a host whose names are unknown.
  public static func inDetail(_ rows: [JobListRow]) -> [JobID] {
    var hosts: Set<HostName> = []
    var first: [JobID] = []
    var others: [JobID] = []
    for row in rows {
      guard let host = row.host else { continue }
      if hosts.insert(host).inserted { first.append(row.id) } else { others.append(row.id) }
    }
    return Array((first + others).prefix(mostInDetail))
  }

  /// More are a burden to the server, and few users look at so many sessions.
  public static let mostInDetail = 100

  private static func unclear(_ what: String) -> AttachReport {
    AttachReport(ExitStatus.unavailable, "\(what): see what 'qstat -n -1 -u $USER' prints")
  }
}
