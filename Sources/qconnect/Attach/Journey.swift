import Glibc
import Linux
import QGui

/// One user's wish to see a session, from the queue to its end: waits for the job, attaches, and
/// attaches again when the connection was lost.
struct Journey {
  let plan: AttachPlan
  let signals: SignalSource
  var comingBack = ComingBack()
  /// Tells the node which attachments are of one journey.
  private let nonce = newNonce()
  var wasThere = false
  /// Whether the job was submitted a moment ago.
  private var isNew: Bool
  /// What was submitted a moment ago, until the user has read how much memory it has.
  private var submitted: JobRequest?
  /// Where it was last.
  private var place: NodePlace?
  /// Whether the user knows that the job is suspended.
  private var isSuspended = false
  /// What the batch server said of the job when it was asked last.
  var serverWord: String?
  /// The job's run that was last there.
  var jobRun: JobRun?
  /// Whether the user has read how the session ended.
  var isEndTold = false
  /// What the batch server said last of the job's run that has ended.
  var lastReport: JobReport?
  /// A job that has just started has its session, and its door, in a moment.
  var youngUntil: Instant?
  /// Why no windows can be shown here; nil where they can.
  private let trouble: Ending?

  /// In milliseconds: a script loads its modules first, and a prologue may be slow.
  static let youth: UInt64 = 60_000
  static let youngPause: UInt64 = 2_000

  /// - Parameter request: what was submitted a moment ago; nil for another job.
  /// - Returns: the exit status.
  static func run(_ plan: AttachPlan, new request: JobRequest? = nil) throws -> Int32 {
    var journey = try Journey(plan, request)
    return try journey.run()
  }

  private init(_ plan: AttachPlan, _ request: JobRequest?) throws {
    self.plan = plan
    isNew = request != nil
    submitted = request
    do {
      try Preconditions.check()
      trouble = nil
    } catch let ending as Ending where plan.wantsTerminal {
      trouble = ending
    }
    signals = try SignalSource(Self.leaving + [SIGCHLD])
    if isNew { youngUntil = .after(Self.youth) }
  }

  /// The user's, unless they were to be ignored, as under nohup(1).
  static var leaving: [Int32] {
    Runner.ending.filter { !SignalSource.isIgnored($0) }
  }

  private mutating func run() throws -> Int32 {
    do {
      while true {
        guard let visit = try attach() else { continue }
        guard let pause = try pause(after: visit) else { return end(visit) }
        try Rest.until(.after(pause), signals)
      }
    } catch {
      // Ctrl-C ends qstat too: what it says then is not why qconnect ends.
      guard error is Left || wasTold else { throw error }
      throw Ending(
        AttachEnd.detached.report(target: plan.target, program: "", place: "", clientLog: nil))
    }
  }

  /// Whoever sees windows vanish may not have the terminal before them.
  private func end(_ visit: Visit) -> Int32 {
    let visit = explained(visit)
    let status = isEndTold ? visit.report.status : visit.tell()
    if status == ExitStatus.endedBadly { Desktop.notify(plan.target.title, visit.report.line) }
    return status
  }

  private var wasTold: Bool {
    while let signal = signals.next() {
      if Self.leaving.contains(signal.number) { return true }
    }
    return false
  }

  // MARK: attaching

  /// - Returns: nil after the job was waited for.
  private mutating func attach() throws -> Visit? {
    if let trouble {
      guard let place = try placeOrWait() else { return nil }
      return try TerminalVisit.run(plan, place, signals, trouble)
    }
    // The client takes longer to start than all the rest: it is begun first.
    var client = try ClientProcess(plan)
    let place: NodePlace?
    do {
      try client.start()
      place = try placeOrWait { client.abandon() }
    } catch {
      client.abandon()
      throw error
    }
    let verb = wasThere ? NodeVerb.serveAgain : NodeVerb.serve
    return try place.map {
      try Connection.visit(
        plan, $0, verb(plan.target, nonce), nonce, signals, client, known)
    }
  }

  /// A user who was attached has read why the node is tried again.
  private var known: KnownJob {
    guard case .job(let job) = plan.target else {
      return KnownJob(lineOfSilence: nil, isSuspended: false) { true }
    }
    let server = serverWord
    let line = { NodeSilence.line(place: $0, server: server) }
    return KnownJob(lineOfSilence: wasThere ? nil : line, isSuspended: isSuspended) { [jobRun] in
      (try? QstatAnswer.now(of: job))?.isStill(jobRun) ?? true
    }
  }

  /// - Parameter beforeWaiting: called once, and then no more.
  /// - Returns: nil after the job was waited for.
  private mutating func placeOrWait(_ beforeWaiting: () -> Void = {}) throws -> NodePlace? {
    switch try locate() {
    case .at(let place): return place
    case .waits(let job, let report):
      beforeWaiting()
      try wait(job, report)
      return nil
    }
  }

  // MARK: the batch system

  private enum Located {
    case at(NodePlace)
    case waits(JobID, JobReport)
  }

  /// Where it is now. Where it was last is good enough when the server was asked a moment ago, or does
  /// not answer.
  private mutating func locate() throws -> Located {
    guard case .job(let job) = plan.target else { return .at(.here) }
    let isAsked = comingBack.asksServer(now: Instant.now.milliseconds)
    if let place, !isAsked { return .at(place) }
    switch try answer(job) {
    case .attach(let report, _):
      guard !plan.options.once || !report.isSuspended else {
        throw Ending(QstatAnswer.refusal(waiting: report))
      }
      if wasThere, let jobRun, !report.run.isSame(as: jobRun) {
        say("job \(job.key) runs again, on \(report.hostNames[0])")
        youngUntil = .after(Self.youth)
      }
      return .at(arrive(report))
    case .wait(let report):
      tellMemory(report)
      guard !plan.options.once else { throw Ending(QstatAnswer.refusal(waiting: report)) }
      return .waits(job, report)
    case .ending(let report):
      throw SessionStory(job).ending ?? Ending(QstatAnswer.refusal(ending: report))
    case .refuse(let status, let line):
      if let place, status == ExitStatus.tryAgain {
        serverWord = nil
        return .at(place)
      }
      // It ended while we were away.
      throw place == nil ? Ending(status, line) : ending(of: job, status, line)
    }
  }

  /// The job runs there.
  @discardableResult
  mutating func arrive(_ report: JobReport) -> NodePlace {
    let place = NodePlace(report.hostNames, plan.site)
    self.place = place
    jobRun = report.run
    serverWord = report.lineOfPlace
    tellMemory(report)
    if let line = report.lineOfSuspension, !isSuspended { say(line) }
    isSuspended = report.isSuspended
    return place
  }

  private mutating func tellMemory(_ report: JobReport) {
    guard let request = submitted else { return }
    submitted = nil
    let limit = plan.site.settings().settings.defaultMemory
    let line = MemoryNote.line(report, isAsked: request.saysMemory, default: limit)
    if let line { say(line) }
  }

  func answer(_ job: JobID) throws -> QstatAnswer {
    do { return try .now(of: job) } catch let silence as Ending where place != nil {
      return .refuse(ExitStatus.tryAgain, silence.report.line)
    }
  }

  mutating func wait(_ job: JobID, _ report: JobReport) throws {
    // Nobody waits for windows that cannot be shown then.
    if let trouble { say("\(trouble.report.line); without windows only a terminal can be shown") }
    do {
      defer { isNew = false }
      let running = try QueueWait.run(job, report, signals, isNew: isNew)
      comingBack.hasAskedServer(now: Instant.now.milliseconds)
      let place = arrive(running)
      youngUntil = .after(Self.youth)
      Desktop.notify("job \(job.key) runs", "\(report.name) on \(place.description)")
    } catch is Left {
      throw Ending(WaitingLine.left(report))
    }
  }
}
