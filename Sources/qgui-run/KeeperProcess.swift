import Glibc
import Linux
import QGui
import SystemPackage

/// The keeper: parent of Xvfb and xpra, in a session of its own, so that what kills the job's
/// session does not reach it.
struct KeeperProcess {
  private let session: Session
  private let channel: LineChannel
  private let signals: SignalSource
  private let arrivals: Watch
  private var machine: Keeper
  private var record: SessionRecord
  private var servers: DisplayServers
  private var deadline: Instant?
  private var pending: [Keeper.Event] = [.begin]

  /// Never returns: exits when nothing of the session is left.
  static func run(_ session: Session, channel: LineChannel) -> Never {
    do {
      var keeper = try KeeperProcess(session, channel)
      try keeper.loop()
    } catch {
      channel.send(
        SessionRecord.line(.end, EndReason.displayFailed("\(error)").text))
    }
    exit(ExitStatus.failed)
  }

  private init(_ session: Session, _ channel: LineChannel) throws {
    self.session = session
    self.channel = channel
    // Before the first child: prctl(2) does not reach back.
    try Children.becomeSubreaper()
    signals = try SignalSource(Runner.ending + [SIGCHLD, SIGUSR1])
    let kept = [channel.descriptor, signals.descriptor, session.directory.lock]
    try Detachment.detach(keeping: kept + (session.output?.descriptors ?? []))
    Machine.forbidCoreDumps()
    machine = Keeper(
      candidates: session.plan.candidates, numberWasAsked: session.plan.asked != nil,
      grace: session.plan.grace, isTerminal: session.plan.isTerminal)
    record = session.record
    record[.keeper] = ProcessIdentity.current.text
    channel.send(SessionRecord.line(.keeper, ProcessIdentity.current.text))
    arrivals = try Watch(directory: session.files.directory)
    servers = try DisplayServers(session)
  }

  private mutating func loop() throws {
    while true {
      while !pending.isEmpty {
        for action in machine.handle(pending.removeFirst()) { try perform(action) }
      }
      try wait()
    }
  }

  private mutating func wait() throws {
    // Later, what xpra logs is no reason to wake up.
    let arriving = record.state == .starting ? arrivals.descriptor : nil
    let sources = [signals.descriptor, channel.descriptor, arriving, servers.ready]
    let ready = try Poll.wait(reading: sources.compactMap { $0 }, until: deadline)
    if ready.isEmpty {
      deadline = nil
      pending.append(.deadline)
    }
    if let descriptor = servers.ready, ready.contains(descriptor) { takeDisplay() }
    if ready.contains(signals.descriptor) { takeSignals() }
    if ready.contains(arrivals.descriptor) { takeArrivals() }
    if ready.contains(channel.descriptor) { takeFacts() }
  }

  // MARK: events

  private mutating func takeDisplay() {
    if let display = servers.takeDisplay() { pending.append(.displayUp(display)) }
  }

  private mutating func takeSignals() {
    while let signal = signals.next() {
      switch signal.number {
      case SIGCHLD: takeEndedChildren()
      case SIGUSR1: pending.append(.wanted)
      default: pending.append(.signal(signal.number))
      }
    }
  }

  private mutating func takeEndedChildren() {
    while let child = Children.reapNext() {
      if child.pid == record.process(.xvfb)?.pid {
        let lastWords = servers.objection ?? File.lastLine(session.files.xvfbLog)
        if let candidate = record.candidate { removeFiles(of: candidate) }
        pending.append(.xvfbEnded(status: child.status, lastWords: lastWords))
      } else if child.pid == record.process(.xpra)?.pid {
        let lastWords = File.lastLine(session.files.xpraLog)
        pending.append(.xpraEnded(status: child.status, lastWords: lastWords))
      }
    }
  }

  /// The next Xvfb may be started on another number, and the teardown looks at that. One that had
  /// not started may have left its keymap's compiler, which would write on, and holds the socket.
  private func removeFiles(of candidate: DisplayNumber) {
    if record.display == nil {
      OwnChildren(except: []).end(patience: 0, bound: TeardownStep.killPatience)
      OwnFile.remove(candidate.keymapPath)
    }
    SocketFile.removeDead(candidate.socketPath)
  }

  private mutating func takeArrivals() {
    arrivals.drain()
    // xpra makes the file, loads for a second, listens, and says so in its log.
    guard record.state == .starting, UnixSocket.isListening(session.files.socket) else { return }
    pending.append(.attachable)
  }

  private mutating func takeFacts() {
    switch channel.receive() {
    case .closed:
      let why = record.endUntold(now: Instant.now.milliseconds, boot: Machine.bootID)
      pending.append(.runnerGone(why))
    case .line(let line):
      guard let (field, value) = SessionRecord.fact(line) else { return }
      if field == .end {
        let reason = EndReason(text: value) ?? .killed
        if reason.mayBeOfTheDisplay { takeLostDisplay() }
        pending.append(.runnerEnds(reason))
      } else {
        record[field] = value
        write()
      }
    }
  }

  /// A program that loses its display may be gone, and told of, before Xvfb has quite ended.
  private mutating func takeLostDisplay() {
    let patience = Instant.after(TeardownStep.xvfbPatience)
    guard let xvfb = record.process(.xvfb), let display = record.display,
      xvfb.isEnding || !XDisplay.answers(display, until: patience)
    else { return }
    _ = xvfb.waitForEnd(until: patience)
    takeEndedChildren()
  }

  // MARK: actions

  private mutating func perform(_ action: Keeper.Action) throws {
    switch action {
    case .startXvfb(let display): startXvfb(display)
    case .startXpra: startXpra()
    case .announce(let field, let value): announce(field, value)
    case .setDeadline(let milliseconds): deadline = milliseconds.map(Instant.after)
    case .takeDown(let reason): takeDown(reason)
    }
  }

  private mutating func startXvfb(_ display: DisplayNumber) {
    guard XDisplay.makeFree(display) else { return pending.append(.displayTaken) }
    announce(.candidate, "\(display.number)")
    started(.xvfb, Result { try servers.startXvfb(display) })
  }

  private mutating func startXpra() {
    guard let display = record.display else { return }
    let common = servers.prepareCommonSocket(display)
    if let common { announce(.commonSocket, common) }
    started(.xpra, Result { try servers.startXpra(display, commonSocket: common) })
  }

  private mutating func started(_ field: SessionRecord.Field, _ result: Result<Int32, any Error>) {
    switch result {
    case .success(let pid):
      if let server = ProcessIdentity.of(pid) { announce(field, server.text) }
    case .failure(let error): pending.append(.startFailed("\(error)"))
    }
  }

  private mutating func announce(_ field: SessionRecord.Field, _ value: String) {
    record[field] = value
    write()
    channel.send(SessionRecord.line(field, value))
    // By now nobody waits for the home, which may be slow.
    if record.state == .attachable, record.end == nil { writeBeginning() }
  }

  private func writeBeginning() {
    EndedRecords.begin(
      record, at: session.plan.endedRecord(of: session.directory.name), boot: record[.boot])
  }

  private func write() { try? File.replace(session.files.record, record.text) }

  private func takeDown(_ reason: EndReason) -> Never {
    let runner = record.process(.runner).map { [$0.pid] } ?? []
    let settled = Instant.after(reason.mayBeOfASignal ? Self.settlingTime : 0)
    session.teardown(record, sparing: Set(runner)).run(reason) { reason in
      let why = lastReason(reason, until: settled)
      channel.send(SessionRecord.line(.end, why.text))
      return why
    }
    // Whoever may open no more files removes none: then it is the runner's turn.
    if !session.directory.isThere {
      channel.send(SessionRecord.line(.state, SessionRecord.State.ended.rawValue))
    }
    exit(ExitStatus.success)
  }

  /// How long after PROGRAM's end, in milliseconds, the signal may come that was its cause.
  private static let settlingTime: UInt64 = 300

  /// What is known when all else is done: from the runner, from its death, and from what the batch
  /// system has written into the job's output.
  private func lastReason(_ reason: EndReason, until settled: Instant) -> EndReason {
    guard let output = session.output else { return reason }
    var why = reason
    listening: while (try? Poll.wait(reading: [channel.descriptor], until: settled).isEmpty)
      == false
    {
      switch channel.receive() {
      case .line(let line):
        guard let (field, value) = SessionRecord.fact(line), field == .end else { continue }
        why = why.explained(by: EndReason(text: value))
      case .closed:
        // It waits for this process: it was killed.
        let untold = record.endUntold(now: Instant.now.milliseconds, boot: Machine.bootID)
        if why.mayBeOfASignal { why = why.explained(by: untold) }
        break listening
      }
    }
    return why.explained(byOutput: output.reason)
  }
}
