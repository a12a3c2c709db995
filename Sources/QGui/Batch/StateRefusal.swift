extension AttachReport {
  /// The answer about a job of the user's own that runs on no host.
  init(ofState job: JobReport) {
    self.init(QGui.status(job), "job \(job.id.key) \(sentence(job))")
  }
}

private func status(_ report: JobReport) -> Int32 {
  switch report.state {
  case .queued, .held, .waiting, .suspended, .moving, .running: ExitStatus.tryAgain
  case .userBusy: report.isSlurm ? ExitStatus.unavailable : ExitStatus.tryAgain
  case .exiting, .completed, .finished, .expired, .moved, .unknown: ExitStatus.unavailable
  case .begun: ExitStatus.usage
  }
}

private func sentence(_ report: JobReport) -> String {
  let key = report.id.key
  let remark = report.reason.map { " (\($0))" } ?? ""
  let start = report.startTime.map { ", \($0)" } ?? ""
  return switch report.state {
  case .queued: "is queued\(remark): try again when it runs"
  case .held:
    (report.hold ?? .unknown).sentence(key: ShellWord.quoted(key), remark: remark)
  case .waiting: "waits for its start time\(start): try again then"
  case .suspended: "is suspended\(remark): try again when it runs on"
  case .userBusy where report.isSlurm:
    "has ended, out of memory or failed: \(QstatAnswer.askWhy(report.id))"
  case .userBusy: "is suspended, as its host is in use: try again later"
  case .moving: "is on its way to another queue or host: try again in a minute"
  case .running: "is starting and has no host yet: try again in a minute"
  case .exiting: "is ending: \(QstatAnswer.askWhy(report.id))"
  case .completed where report.wasRemoved: "was removed\(remark): submit it again"
  case .completed, .finished, .expired: "has ended: \(QstatAnswer.askWhy(report.id))"
  case .moved: "was moved to another server: ask qstat there"
  case .unknown: "is in a state unknown to qconnect: \(QstatAnswer.seeYourself(report.id))"
  case .begun: "is an array: say which subjob, such as '\(key)[1]'"
  }
}
