extension SessionRow {
  /// The sessions among a user's jobs.
  ///
  /// What runs in a job its node knows. Of a job that waits, or whose node does not answer, only the
  /// name tells: that of a job which qconnect has submitted. An array runs nowhere itself, and of its
  /// subjobs that wait the first stands for all.
  ///
  /// - Parameter reports: what each node has said; nothing for one that did not answer.
  public static func join(
    jobs: [JobListRow], reports: [HostName: [SessionReport]]
  ) -> [SessionRow] {
    var waitingArrays: Set<UInt64> = []
    return jobs.filter { $0.state.isToCome && !$0.id.isArrayParent }.compactMap { job in
      let answer = job.host.flatMap { reports[$0] }
      let report = answer?.first { $0.job == job.id.key }
      guard report != nil || JobName.isBuiltIn(job.name) else { return nil }
      if job.host == nil, job.id.index != nil, !waitingArrays.insert(job.id.number).inserted {
        return nil
      }
      var row = SessionRow(job)
      row.isSilent = job.host != nil && answer == nil
      if let report { row.take(report) }
      return row
    }
  }

  private mutating func take(_ report: SessionReport) {
    kind = report.hasTerminal ? .terminal : .program
    program = report.program
    display = report.display
    memoryUsed = report.memoryUsed
    memoryLimit = report.memoryLimit
    clients = report.clients
  }

  /// What is left at least of a name that is cut off, in bytes (qstat(1B) of OpenPBS).
  private static let leastName = 10

  /// Whether the program that is asked for runs in it, or will.
  public func holds(_ request: JobRequest) -> Bool {
    guard kind == nil else { return program == request.programName }
    // OpenPBS cuts it off, and since version 20 puts a * in the last place that is left.
    let full = request.name.description
    let start = name.last == "*" ? name.dropLast() : name[...]
    return name == full || name.utf8.count >= Self.leastName && full.hasPrefix(start)
  }
}
