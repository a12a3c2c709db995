import Cgroups
import Glibc
import Linux
import QGui
import SystemPackage

/// The runner: PROGRAM's parent, in the job's own session, where the batch system sees it.
struct RunnerProcess {
  private let session: Session
  private let channel: LineChannel
  private let signals: SignalSource
  private let keeper: Int32
  private var others: Set<Int32>
  private var machine: Runner
  private var record: SessionRecord
  private var main: Int32?
  private var memory: MemoryWatch?
  private var warner: Warner
  private var scopeReport: FileDescriptor?
  private var terminal: RelayedTerminal?
  private var deadline: Instant?
  private var isKilling = false
  /// The last signal of the terminal's keys, and when it came.
  private var lastKey: (signal: Int32, time: Instant)?
  private var keeperIsGone = false
  private var pending: [Runner.Event] = []

  /// PROGRAM's exit status, or qgui-run's own.
  static func run(
    _ session: Session, channel: LineChannel, keeper: Int32, inherited: Set<Int32>
  ) throws -> Int32 {
    var runner = try RunnerProcess(session, channel, keeper, inherited)
    return try runner.loop()
  }

  private init(
    _ session: Session, _ channel: LineChannel, _ keeper: Int32, _ inherited: Set<Int32>
  ) throws {
    self.session = session
    self.channel = channel
    self.keeper = keeper
    others = inherited.union([keeper])
    signals = try SignalSource(Self.handledSignals)
    machine = Runner(
      grace: session.plan.grace, programHearsKeys: session.plan.terminal == nil)
    warner = Warner(session)
    record = session.record
  }

  /// Under nohup(1) and in batch jobs SIGHUP is ignored, and stays so.
  static var handledSignals: [Int32] {
    let ending = Runner.ending.filter { $0 == SIGTERM || !SignalSource.isIgnored($0) }
    return ending + Runner.passedOn + [SIGCHLD]
  }

  private var program: OwnChildren { OwnChildren(except: others.union(warner.children)) }

  /// Beside them, those that PROGRAM has started, wherever they are.
  private var allOfProgram: ProgramProcesses {
    ProgramProcesses(
      children: program, group: session.group,
      mark: SessionMark(SessionEnvironment.programMark, of: record),
      sparing: others.union(warner.children))
  }

  private mutating func loop() throws -> Int32 {
    while true {
      while !pending.isEmpty {
        for action in machine.handle(pending.removeFirst()) {
          if let status = perform(action) { return status }
        }
      }
      if isKilling { kill() }
      try wait()
    }
  }

  private mutating func wait() throws {
    var sources = [signals.descriptor]
    if !keeperIsGone { sources.append(channel.descriptor) }
    sources += (memory?.descriptors ?? []) + warner.descriptors
    if let scopeReport { sources.append(scopeReport) }
    let next = [deadline, memory?.nextLook, warner.deadline].compactMap { $0 }.min()
    let ready = try Poll.wait(reading: sources, until: next)
    if ready.isEmpty { passDeadlines() }
    if let near = memory?.look(ready) { warner.warn(near, record) }
    if !keeperIsGone, ready.contains(channel.descriptor) { takeFact() }
    if memory?.sawKill(ready) == true { pending.append(.memoryKill) }
    if let report = scopeReport, ready.contains(report) { takeScope(report) }
    if warner.take(ready, record) { announce(.timeLimit, warner.timeLimit?.text ?? "none") }
    if ready.contains(signals.descriptor) { takeSignals() }
  }

  // MARK: events

  private mutating func passDeadlines() {
    if let deadline, deadline <= .now {
      self.deadline = nil
      pending.append(.deadline)
    }
    warner.passDeadlines(record, near: memory?.near)
  }

  private mutating func takeScope(_ report: FileDescriptor) {
    scopeReport = nil
    memory = MemoryWatch(session, scope: CgroupLocation.reported(through: report))
    try? report.close()
  }

  private mutating func takeSignals() {
    while let signal = signals.next() {
      switch signal.number {
      case SIGCHLD: takeEndedChildren()
      default:
        if signal.sender == .keyboard { lastKey = (signal.number, .now) }
        pending.append(.signal(signal.number, signal.sender, why: why(signal)))
      }
    }
  }

  private func why(_ signal: SignalSource.Signal) -> EndReason {
    let why = EndReason.signal(
      signal.number, from: signal.sender, isJob: session.plan.job != nil,
      timeLimit: warner.timeLimit, now: Instant.now.milliseconds)
    return signal.sender == .batchSystem ? why.explained(byOutput: session.output?.reason) : why
  }

  /// How long PROGRAM may take to end after a key, in milliseconds.
  private static let keyPatience: UInt64 = 2_000

  private var freshKey: Int32? {
    lastKey.flatMap { key in
      Instant.now.milliseconds - key.time.milliseconds <= Self.keyPatience ? key.signal : nil
    }
  }

  /// The keeper's end is read from the lifeline: what it said before comes first there.
  private mutating func takeEndedChildren() {
    while let child = Children.reapNext() {
      warner.hasEnded(child.pid)
      // Its number may be that of another one from now on.
      others.remove(child.pid)
      if child.pid == main {
        pending.append(
          .programEnded(
            status: child.status, signal: child.signal, key: freshKey,
            limit: session.plan.job.flatMap { _ in
              ExceededLimit(signal: child.signal, seconds: child.seconds, of: Inheritance.cpuTime)
            }))
      }
    }
    guard main != nil, program.pids.isEmpty else { return }
    main = nil
    isKilling = false
    if memory?.missedKill() == true { pending.append(.memoryKill) }
    pending.append(.nobodyLeft(killed: memory?.killed()))
  }

  private mutating func takeFact() {
    switch channel.receive() {
    case .closed:
      keeperIsGone = true
      pending.append(.keeperGone(finished: record.state == .ended))
    case .line(let line):
      guard let (field, value) = SessionRecord.fact(line) else { return }
      record[field] = value
      if session.plan.isVerbose { say("\(field.rawValue) \(value)") }
      switch field {
      case .display: pending.append(.displayUp)
      case .state where record.state == .attachable:
        warner.displayIsUp()
        announce(.timeLimit, warner.timeLimit?.text)
      case .end: pending.append(.keeperEnds(EndReason(text: value) ?? .killed))
      default: break
      }
    }
  }

  // MARK: actions

  /// The exit status, after the last action.
  private mutating func perform(_ action: Runner.Action) -> Int32? {
    switch action {
    case .startProgram: startProgram()
    case .signalProgram(let signal): for pid in program.pids { Children.signal(pid, signal) }
    case .endProgram(let signal): endProgram(signal)
    case .killProgram: isKilling = true
    case .tellOfMemoryKill: tellOfMemoryKill()
    case .tellCause(let reason): announce(.cause, reason.text)
    case .tellKeeper(let reason): channel.send(SessionRecord.line(.end, reason.text))
    case .takeDown(let reason): takeDown(reason)
    case .setDeadline(let milliseconds): deadline = milliseconds.map(Instant.after)
    case .exit(let status, let reason):
      // Its last word comes a moment before its end.
      _ = record.process(.keeper)?.waitForEnd(until: .after(1_000))
      _ = Children.reap(keeper)
      warner.end()
      terminal?.end()
      tell(reason)
      return status
    }
    return nil
  }

  private mutating func startProgram() {
    guard let display = record.display else { return }
    do {
      try startTerminal()
      let start = try ProgramStart(session, display, terminal)
      main = start.pid
      scopeReport = start.report
      memory = MemoryWatch(session)
      announce(.main, ProcessIdentity.of(start.pid)?.text)
      if Machine.isTerminal(STDERR_FILENO), session.plan.job == nil {
        let name = session.plan.programName
        say("\(name) is on display \(display): qconnect \(display) shows it; Ctrl-C here ends it")
      }
    } catch {
      pending.append(.programFailed("\(session.plan.programName) cannot be started: \(error)"))
    }
  }

  private mutating func startTerminal() throws {
    guard session.plan.terminal != nil else { return }
    let started = try RelayedTerminal(relayEnvironment: session.plan.environment)
    others.insert(started.relay.pid)
    terminal = started
  }

  private mutating func announce(_ field: SessionRecord.Field, _ value: String?) {
    guard let value else { return }
    record[field] = value
    channel.send(SessionRecord.line(field, value))
  }

  /// Once: what PROGRAM starts to save its work is not told to end as well.
  private func endProgram(_ signal: Int32) {
    for process in allOfProgram.processes {
      process.send(signal)
      process.send(SIGCONT)
    }
  }

  /// Each time a process ends, others may be adopted: they are met here again.
  private func kill() { for process in allOfProgram.processes { process.send(SIGKILL) } }

  private mutating func takeDown(_ reason: EndReason) {
    // It reaps whatever has ended.
    warner.end()
    record.process(.keeper)?.send(SIGKILL)
    session.teardown(record, sparing: others.subtracting([keeper])).run(reason)
  }

  private mutating func tellOfMemoryKill() {
    guard let reading = memory?.killed() else { return }
    warner.warn(.memoryKill(reading), record)
  }

  /// In a job's output; elsewhere only what a user does not know already.
  private func tell(_ reason: EndReason) {
    let isKnown =
      switch reason {
      case .memory, .displayFailed, .failed: false
      default: session.plan.job == nil && !session.plan.isVerbose
      }
    if !isKnown { say(reason.sentence(program: session.plan.programName)) }
  }
}
