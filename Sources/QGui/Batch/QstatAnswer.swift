/// What one `qstat -f JOB` tells qconnect to do.
public enum QstatAnswer: Equatable, Sendable {
  /// Attach on this host, the first of the job's.
  case attach(JobReport, host: HostName)
  /// The job has not begun to run, and will without anybody's doing: ask again later, or end with
  /// `refusal(waiting:)`.
  case wait(JobReport)
  /// Its processes are being ended: it is over then, or it goes back into the queue.
  case ending(JobReport)
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
    if report.hasLivingDisplay, let host = report.hostNames.first {
      return .attach(report, host: host)
    }
    if report.runsByItself { return .wait(report) }
    if report.state == .exiting { return .ending(report) }
    let refusal = AttachReport(ofState: report)
    return .refuse(refusal.status, refusal.line)
  }

  /// How to end for who does not wait.
  public static func refusal(waiting report: JobReport) -> AttachReport {
    AttachReport(ofState: report)
  }
}

extension JobReport {
  /// PBS stops the processes of the job's session, and the display is in a session of its own. Slurm
  /// stops the display too.
  fileprivate var hasLivingDisplay: Bool { state == .running || isSuspended && !isSlurm }

  /// Whether it will run without a person's doing. Of a running job this means that it has no host yet.
  fileprivate var runsByItself: Bool {
    switch state {
    case .queued, .waiting, .moving, .running, .suspended: true
    case .held: hold?.endsByItself == true
    default: false
    }
  }
}

extension QstatAnswer {
  /// How to end for who does not wait until a job is over.
  public static func refusal(ending report: JobReport) -> AttachReport {
    AttachReport(ofState: report)
  }

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
