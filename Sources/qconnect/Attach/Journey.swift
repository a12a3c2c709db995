import Glibc
import Linux
import QGui

/// One user's wish to see a session, from the queue to its end: waits for the job, attaches, and
/// attaches again when the connection was lost.
struct Journey {
  private let plan: AttachPlan
  private let signals: SignalSource
  private var comingBack = ComingBack()
  /// Tells the node which attachments are of one journey.
  private let nonce = newNonce()
  private var wasThere = false
  /// Whether the job was submitted a moment ago.
  private var isNew: Bool
  /// Where it was last.
  private var place: NodePlace?
  /// A job that has just started has its session, and its door, in a moment.
  private var youngUntil: Instant?
  /// Why no windows can be shown here; nil where they can.
  private let trouble: Ending?

  /// In milliseconds: a script loads its modules first, and a prologue may be slow.
  private static let youth: UInt64 = 60_000
  private static let youngPause: UInt64 = 2_000

  /// - Parameter isNew: whether the job was submitted a moment ago.
  /// - Returns: the exit status.
  static func run(_ plan: AttachPlan, isNew: Bool = false) throws -> Int32 {
    var journey = try Journey(plan, isNew: isNew)
    return try journey.run()
  }

  private init(_ plan: AttachPlan, isNew: Bool) throws {
    self.plan = plan
    self.isNew = isNew
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
    let status = visit.tell()
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
      try Connection.visit(plan, $0, verb(plan.target, nonce), nonce, signals, client)
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
    case .attach(_, let host):
      let place = NodePlace(host, plan.site)
      self.place = place
      return .at(place)
    case .wait(let report):
      guard !plan.options.once else { throw Ending(QstatAnswer.refusal(waiting: report)) }
      return .waits(job, report)
    case .refuse(let status, let line):
      if let place, status == ExitStatus.tryAgain { return .at(place) }
      // It ended while we were away.
      if place != nil, let story = SessionStory(job).story { throw Ending(story.report) }
      throw Ending(status, line)
    }
  }

  private func answer(_ job: JobID) throws -> QstatAnswer {
    do { return try .now(of: job) } catch let silence as Ending where place != nil {
      return .refuse(ExitStatus.tryAgain, silence.report.line)
    }
  }

  private mutating func wait(_ job: JobID, _ report: JobReport) throws {
    // Nobody waits for windows that cannot be shown then.
    if let trouble { say("\(trouble.report.line); without windows only a terminal can be shown") }
    do {
      defer { isNew = false }
      let host = try QueueWait.run(job, report, signals, isNew: isNew)
      comingBack.hasAskedServer(now: Instant.now.milliseconds)
      place = NodePlace(host, plan.site)
      youngUntil = .after(Self.youth)
      Desktop.notify("job \(job.key) runs", "\(report.name) on \(host)")
    } catch is Left {
      throw Ending(WaitingLine.left(report))
    }
  }

  // MARK: again

  /// Milliseconds until the next try; nil when it is over.
  private mutating func pause(after visit: Visit) throws -> UInt64? {
    wasThere = wasThere || visit.lasted != nil
    guard !plan.options.once else { return nil }
    if let youngUntil, .now < youngUntil, visit.lasted == nil, visit.end.isNotYet {
      return Self.youngPause
    }
    if visit.end.mayBeRequeued, try runsAgain(visit) { return 0 }
    let decision = comingBack.decide(
      visit.end, attachedFor: visit.lasted, random: .random(in: .min ... .max))
    guard case .again(let pause) = decision else { return nil }
    say(
      visit.end.lineBeforeAgain(
        target: plan.target, program: visit.program, place: visit.place, pause: pause))
    return pause
  }

  /// A job that is put back into the queue is ended like any other: only the batch server knows. It is
  /// waited for.
  private mutating func runsAgain(_ visit: Visit) throws -> Bool {
    guard case .job(let job) = plan.target, let answer = try? answer(job) else { return false }
    comingBack.hasAskedServer(now: Instant.now.milliseconds)
    let line = "\(visit.report.line); job \(job.key) is to run again"
    switch answer {
    case .wait(let report):
      say(line)
      try wait(job, report)
    case .attach(_, let host) where NodePlace(host, plan.site) != place:
      say(line)
      place = NodePlace(host, plan.site)
      youngUntil = .after(Self.youth)
    default: return false
    }
    return true
  }
}
