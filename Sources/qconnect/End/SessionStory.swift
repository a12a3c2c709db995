import Glibc
import Linux
import QGui

/// How the session of a job ended, by the record that stayed in the user's home.
struct SessionStory {
  private let job: JobID

  init(_ job: JobID) { self.job = job }

  /// - Parameter site: asked for only when a node is.
  /// - Returns: the exit status.
  func tell(_ site: () throws -> Site) throws -> Int32 {
    let now = Result { try QstatAnswer.now(of: job) }
    guard let end = try end ?? endWithoutWord(now, site) else { return try tell(now.get()) }
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

  /// Of a session that began, and of whose end nothing was written: its node may know more.
  private func endWithoutWord(
    _ now: Result<QstatAnswer, any Error>, _ site: () throws -> Site
  ) throws -> End? {
    guard case .success(.refuse(ExitStatus.unavailable, _)) = now, let record = records.last,
      let host = HostName(record.host)
    else { return nil }
    let place = NodePlace(host, try site())
    switch try ask(place, try site()) {
    case .absent(let last): return End(record, last ?? .unknown, job)
    case .notReady:
      throw Ending(
        ExitStatus.tryAgain, "job \(job.key) is ending on \(host): ask again in a moment")
    case let end:
      let report = end.report(
        target: .job(job), program: record.program, place: place.description, clientLog: nil)
      throw Ending(
        ExitStatus.unavailable,
        "nobody wrote down how job \(job.key) ended, and \(host) cannot be asked: \(report.line)")
    }
  }

  private func ask(_ place: NodePlace, _ site: Site) throws -> AttachEnd {
    let nonce = newNonce()
    let command = try NodeExchange(site).command(.why(.job(job), nonce: nonce), at: place)
    do {
      return try NodeQuestion.ask(command, nonce: nonce, node: place.name)
    } catch let ending as Ending {
      // It answered with a line of its own.
      return .nodeFailed(
        NodeFailure(exitStatus: ending.report.status, text: ending.report.line, node: place.name))
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
  var end: End? {
    guard let record = records.last, record.hasEnded, let reason = record.end else { return nil }
    return End(record, reason, job)
  }

  private var records: [SessionRecord] {
    EndedRecords.of(job, environment: Machine.environment, home: Machine.user.home)
  }

  struct End {
    let record: SessionRecord
    let report: AttachReport

    fileprivate init(_ record: SessionRecord, _ reason: EndReason, _ job: JobID) {
      self.record = record
      report = AttachEnd.ended(reason).report(
        target: .job(job), program: record.program, place: record.host, clientLog: nil)
    }
  }
}
