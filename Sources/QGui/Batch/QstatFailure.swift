extension QstatAnswer {
  /// The answer where qstat itself failed.
  ///
  /// PBS exits with the low byte of an error number of the server (153 is 15001), Torque also with
  /// an errno, and each with a few of its own.
  static func ofFailure(_ job: JobID, _ exitStatus: Int32, _ stderr: String) -> QstatAnswer {
    let key = job.key
    switch exitStatus {
    case unknownJob: return unknown(job)
    case endedJob: return .unavailable("job \(key) has ended: \(askWhy(job))")
    case 159: return .notYours("job \(key) is another user's")
    case 170, 172: return malformed(job)
    default: break
    }
    if let report = ServerFailure.report(exitStatus: exitStatus, stderr: stderr) {
      return .refuse(report.status, report.line)
    }
    if stderr.contains("illegally formed job identifier") { return malformed(job) }
    return .unavailable("qstat failed with exit status \(exitStatus): \(seeYourself(job))")
  }
}

private func malformed(_ job: JobID) -> QstatAnswer {
  // OpenPBS says so of the name of a server that it does not know.
  if let server = job.server {
    let key = ShellWord.quoted(job.key)
    return .refuse(
      ExitStatus.usage,
      "the batch system does not take '\(job)', as \(server) is not its server: type qconnect \(key)"
    )
  }
  let advice = "type the number that qsub printed"
  return .refuse(
    ExitStatus.usage, "the batch system says that \(job.key) is no job id: \(advice)")
}

/// PBS knows an array by `8[]` alone, and says of 8 what it says of a job that never was.
private func unknown(_ job: JobID) -> QstatAnswer {
  let array = job.index == nil ? " (a subjob of an array is '\(job.key)[1]')" : ""
  let reason = "it has ended or never was; qstat lists yours"
  return .unavailable("no job \(job) is known to the batch system: \(reason)\(array)")
}
