import Linux
import QGui

/// What the batch system says of a job that is over.
enum EndedJob {
  /// OpenPBS shows such a job only when asked for it.
  private static let finished: Int32 = 35

  /// - Returns: nil where qstat says nothing of it.
  static func report(of job: JobID) -> JobReport? {
    guard let said = try? Qstat.ask(["-f", "\(job)"]) else { return nil }
    // Not at once: with -x Torque prints XML.
    let answer = said.status == finished ? try? Qstat.ask(["-x", "-f", "\(job)"]) : said
    guard let answer, answer.status == 0,
      let report = QstatReport(answer.output).flatMap({ JobReport($0) }), report.id.key == job.key
    else { return nil }
    return report
  }
}

extension EndReason {
  /// The same with what the batch system says, which is asked where the reason is open.
  func explained(byServerOf job: JobID) -> EndReason {
    isFinal ? self : explained(by: EndedJob.report(of: job))
  }
}
