/// How the session of a job ended, as `qconnect --why` tells it.
public struct EndStory: Equatable, Sendable {
  private let job: JobID
  /// The session's, as it stayed in the user's home.
  private let record: SessionRecord
  private let reason: EndReason

  public init(_ job: JobID, _ record: SessionRecord, _ reason: EndReason) {
    self.job = job
    self.record = record
    self.reason = reason
  }

  /// Nil for one of whose end nothing was written down.
  public init?(_ job: JobID, written record: SessionRecord?) {
    guard let record, record.hasEnded, let reason = record.end else { return nil }
    self.init(job, record, reason)
  }

  public var report: AttachReport {
    AttachEnd.ended(reason).report(
      target: .job(job), program: record.program, place: record.host, clientLog: nil)
  }

  /// - Parameter now: what the batch server says of the job; nil where it does not answer.
  public func line(now: QstatAnswer?) -> String {
    // The server may not have heard yet that the job is over.
    let goesOn =
      switch now {
      case .attach: "; the job still runs, says qstat"
      case .wait: "; the job is to run again, says qstat"
      default: ""
      }
    return "job \(job.key): \(report.line) (\(record.host.printable(limit: 60)))\(goesOn)"
  }
}

// MARK: where nothing was written down

extension EndStory {
  /// The node that may know more: where a session began of a job that the batch server has no more.
  public static func nodeToAsk(now: QstatAnswer?, _ record: SessionRecord?) -> HostName? {
    switch now {
    case .refuse(ExitStatus.unavailable, _), .ending: record.flatMap { HostName($0.host) }
    default: nil
    }
  }

  public enum Answer: Equatable, Sendable {
    case story(EndStory)
    case none(AttachReport)
  }

  /// What the node has said.
  public static func answer(
    _ job: JobID, _ record: SessionRecord, of node: HostName, _ said: AttachEnd
  ) -> Answer {
    switch said {
    case .absent(let last): return .story(EndStory(job, record, last ?? .unknown))
    case .notReady:
      let line = "job \(job.key) is ending on \(node): ask again in a moment"
      return .none(AttachReport(ExitStatus.tryAgain, line))
    default:
      let why = said.report(
        target: .job(job), program: record.program, place: "\(node)", clientLog: nil)
      let line = "nobody wrote down how job \(job.key) ended, and \(node) cannot be asked: "
      return .none(AttachReport(ExitStatus.unavailable, line + why.line))
    }
  }

  /// What is left to say where no node is to be asked.
  public static func withoutRecord(_ job: JobID, now: QstatAnswer) -> AttachReport {
    switch now {
    case .attach(_, let host):
      AttachReport(
        ExitStatus.success,
        "job \(job.key) runs on \(host): qconnect \(ShellWord.quoted(job.key)) shows it")
    case .wait(let report): QstatAnswer.refusal(waiting: report)
    case .ending, .refuse(ExitStatus.unavailable, _):
      AttachReport(
        ExitStatus.unavailable,
        "nobody wrote down here how job \(job.key) ended: see its output file")
    case .refuse(let status, let line): AttachReport(status, line)
    }
  }
}
