import Linux
import QGui

/// What follows the end of an attachment.
extension Journey {
  /// Milliseconds until the next try; nil when it is over.
  mutating func pause(after visit: Visit) throws -> UInt64? {
    wasThere = wasThere || visit.lasted != nil
    comingBack.hasAttached(for: visit.lasted)
    guard !plan.options.once else { return nil }
    if let youngUntil, .now < youngUntil, visit.lasted == nil, visit.end.isNotYet {
      return Self.youngPause
    }
    if visit.end.mayBeRequeued(wasThere: wasThere) { return try follow(visit, .end) }
    var server: String?
    if visit.end.isSilence {
      switch try askAboutSilence(visit) {
      case .elsewhere: return 0
      case .ends: return try follow(visit, .silence)
      case .same(let line): server = line
      }
    }
    let decision = comingBack.decide(
      visit.end, attachedFor: visit.lasted, random: .random(in: .min ... .max))
    guard case .again(let pause) = decision else { return nil }
    say(
      visit.end.lineBeforeAgain(
        target: plan.target, program: visit.program, place: visit.place, server: server,
        pause: pause))
    return pause
  }

  /// What the node has said of a session.
  private enum LastWord { case end, silence }

  /// A job that is put back into the queue is ended like any other: only the batch server knows.
  ///
  /// - Returns: 0 when it runs again; nil when it is over.
  /// - Throws: `Ending` where the batch server alone has said that it is over.
  private mutating func follow(_ visit: Visit, _ word: LastWord) throws -> UInt64? {
    guard case .job(let job) = plan.target else { return nil }
    var following = Following(after: jobRun)
    var isAskTold = false
    defer { lastReport = following.last }
    while true {
      comingBack.hasAskedServer(now: Instant.now.milliseconds)
      let answer = (try? answer(job)) ?? .refuse(ExitStatus.tryAgain, "")
      switch following.decide(answer) {
      case .over:
        guard word == .silence, case .refuse(let status, let line) = answer else { return nil }
        throw ending(of: job, status, line)
      case .wait(let report):
        try startAnew(job, .wait(report), after: visit, isTold: isAskTold)
        return 0
      case .attach(let report):
        try startAnew(job, .attach(report), after: visit, isTold: isAskTold)
        return 0
      case .ask(let pause):
        if !isAskTold { tellBeforeAsking(visit, word, job) }
        isAskTold = true
        do { try Rest.until(.after(pause), signals) } catch is Left { return nil }
      }
    }
  }

  private mutating func tellBeforeAsking(_ visit: Visit, _ word: LastWord, _ job: JobID) {
    switch word {
    case .end where visit.end.isOpen: say(plan.target.lineBeforeAsking)
    case .end:
      isEndTold = true
      _ = visit.tell()
    case .silence:
      isEndTold = true
      say("\(visit.end.loss(plan.target, visit.program, visit.place)); job \(job.key) is ending")
    }
  }

  /// The same with what the batch server says, where that may be more than the node does.
  func explained(_ visit: Visit) -> Visit {
    guard case .job(let job) = plan.target, visit.end.isOpen else { return visit }
    return visit.explained(by: EndedJob.report(of: job) ?? lastReport, plan.target)
  }

  /// How a job ended while we were away.
  func ending(of job: JobID, _ status: Int32, _ line: String) -> Ending {
    SessionStory(job).ending ?? Ending(status, line)
  }

  private enum Start {
    case wait(JobReport)
    case attach(JobReport)
  }

  private mutating func startAnew(
    _ job: JobID, _ start: Start, after visit: Visit, isTold: Bool = false
  ) throws {
    let news =
      visit.end.isSilence
      ? visit.end.loss(plan.target, visit.program, visit.place) : visit.report.line
    say(plan.target.lineBeforeFollowing(isTold ? nil : news))
    isEndTold = false
    switch start {
    case .wait(let report): try wait(job, report)
    case .attach(let report):
      arrive(report)
      youngUntil = .after(Self.youth)
    }
  }

  private enum News {
    /// The job is followed.
    case elsewhere
    case ends
    /// The same as before, as far as the server knows: what it says; nil where it was not asked.
    case same(String?)
  }

  /// A node that is silent may be dead, and its job may have been put back into the queue.
  ///
  /// - Throws: `Ending` where the job is over.
  private mutating func askAboutSilence(_ visit: Visit) throws -> News {
    guard case .job(let job) = plan.target,
      comingBack.asksServerOfSilence(now: Instant.now.milliseconds)
    else { return .same(serverWord) }
    switch try answer(job) {
    case .wait(let report):
      try startAnew(job, .wait(report), after: visit)
      return .elsewhere
    case .attach(let report, _):
      guard let jobRun, !report.run.isSame(as: jobRun) else {
        arrive(report)
        return .same(serverWord)
      }
      try startAnew(job, .attach(report), after: visit)
      return .elsewhere
    case .ending: return .ends
    case .refuse(ExitStatus.tryAgain, _): return .same("the batch server does not answer either")
    case .refuse(let status, let line): throw ending(of: job, status, line)
    }
  }
}
