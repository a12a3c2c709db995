import Linux
import QGui

/// What the batch system says of a job that is over.
enum EndedJob {
  /// - Returns: nil where qstat says nothing of it, and where the number is another user's job now.
  static func report(of job: JobID) -> JobReport? {
    guard let said = try? Qstat.ask(["-f", "\(job)"]) else { return nil }
    // Not at once: with -x Torque prints XML.
    let isFinished = said.status == QstatAnswer.endedJob
    let answer = isFinished ? try? Qstat.ask(["-x", "-f", "\(job)"]) : said
    return answer.flatMap { answer in
      QstatAnswer.reports(
        in: answer.output, user: Machine.user.name, exitStatus: answer.status,
        isWhole: answer.isWhole)[job.key]
    }
  }
}

extension EndReason {
  /// The same with what the batch system says, which is asked where the reason is open.
  func explained(byServerOf job: JobID) -> EndReason {
    isFinal ? self : explained(by: EndedJob.report(of: job))
  }
}
