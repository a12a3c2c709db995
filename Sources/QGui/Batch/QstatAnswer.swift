/// What one `qstat -f JOB` tells qconnect to do.
public enum QstatAnswer: Equatable, Sendable {
  /// Attach on this host, the first of the job's.
  case attach(JobReport, host: HostName)
  /// The job has not begun to run, and will without anybody's doing: ask again later, or end with
  /// `refusal(waiting:)`.
  case wait(JobReport)
  /// Exit with this `ExitStatus` (64, 69, 75 or 77) after this one line, which is safe to
  /// print and lacks the program's name.
  case refuse(Int32, String)

  /// The answer that needs no qstat: an array runs nowhere itself. To be asked first, as Torque's
  /// qstat prints all jobs of the server for `8[]`.
  public static func refusal(before job: JobID) -> QstatAnswer? {
    guard job.isArrayParent else { return nil }
    let subjob = "'\(job.number)[1]'"
    return .refuse(
      ExitStatus.usage, "\(job.key) is an array: say which subjob, such as qconnect \(subjob)")
  }

  /// - Parameters:
  ///   - job: what the user asked for.
  ///   - user: the login name of the user on the cluster.
  ///   - exitStatus: of qstat; on PBS the low byte of the server's error number (pbs_error.h).
  ///   - stdout: not trusted.
  ///   - stderr: not trusted.
  public static func decide(
    job: JobID, user: String, exitStatus: Int32, stdout: String, stderr: String
  ) -> QstatAnswer {
    if let refusal = refusal(before: job) { return refusal }
    guard exitStatus == 0 else { return ofFailure(job, exitStatus, stderr) }
    guard stdout.contains(where: { !$0.isWhitespace }) else {
      return notYours("job \(job.key) is not shown to you")
    }
    guard let report = QstatReport(stdout).flatMap({ JobReport($0) }), report.id.key == job.key
    else { return unavailable("qstat is unclear about job \(job.key): \(seeYourself(job))") }
    guard report.owner == user else {
      return notYours("job \(job.key) belongs to \(report.owner.printable(limit: 40))")
    }
    if report.state == .running, let hosts = report.execHost {
      return .attach(report, host: hosts.first)
    }
    if report.state.isBeforeItsRun { return .wait(report) }
    let refusal = AttachReport(ofState: report)
    return .refuse(refusal.status, refusal.line)
  }

  /// How to end for who does not wait.
  public static func refusal(waiting report: JobReport) -> AttachReport {
    AttachReport(ofState: report)
  }
}

extension JobState {
  /// Of a job that runs this means that it has no host yet.
  fileprivate var isBeforeItsRun: Bool {
    switch self {
    case .queued, .waiting, .moving, .running: true
    default: false
    }
  }
}

extension QstatAnswer {
  static func unavailable(_ message: String) -> QstatAnswer {
    .refuse(ExitStatus.unavailable, message)
  }

  static func notYours(_ what: String) -> QstatAnswer {
    .refuse(ExitStatus.notYours, "\(what): qconnect opens your own jobs; qstat lists them")
  }

  /// What there is to know of a job that is over.
  static func askWhy(_ job: JobID) -> String {
    "qconnect --why \(ShellWord.quoted(job.key)) tells how"
  }

  /// What is left to do where qstat is not understood.
  static func seeYourself(_ job: JobID) -> String {
    "see what qstat -f \(ShellWord.quoted(job.key)) prints"
  }
}
