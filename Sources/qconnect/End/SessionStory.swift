import Glibc
import Linux
import QGui

/// How the session of a job ended, by the record that stayed in the user's home.
struct SessionStory {
  private let job: JobID

  init(_ job: JobID) { self.job = job }

  /// The exit status.
  func tell() throws -> Int32 {
    let now = Result { try QstatAnswer.now(of: job) }
    guard let end else { return try tell(now.get()) }
    let host = end.record.host.printable(limit: 60)
    print("job \(job.key): \(end.report.line) (\(host))\(isThere(now) ? "; the job goes on" : "")")
    return ExitStatus.success
  }

  /// Whether the batch system still has it, or again.
  private func isThere(_ answer: Result<QstatAnswer, any Error>) -> Bool {
    switch answer {
    case .success(.attach), .success(.wait): true
    default: false
    }
  }

  private func tell(_ answer: QstatAnswer) throws -> Int32 {
    switch answer {
    case .attach(_, let host):
      print("job \(job.key) runs on \(host): qconnect \(ShellWord.quoted(job.key)) shows it")
      return ExitStatus.success
    case .wait(let report): throw Ending(QstatAnswer.refusal(waiting: report))
    case .refuse(ExitStatus.unavailable, _):
      throw Ending(
        ExitStatus.unavailable,
        "nobody wrote down here how job \(job.key) ended: see its output file")
    case .refuse(let status, let line): throw Ending(status, line)
    }
  }

  /// Nil where none is known here.
  var end: (record: SessionRecord, report: AttachReport)? {
    let user = Machine.user
    let records = EndedRecords.of(job, environment: Machine.environment, home: user.home)
    guard let record = records.last, let reason = record.end else { return nil }
    let report = AttachEnd.ended(reason).report(
      target: .job(job), program: record.program, place: record.host, clientLog: nil)
    return (record, report)
  }
}
