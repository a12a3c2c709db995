import Glibc
import Linux
import QGui
import SystemPackage

/// One attachment, from its start to its end: carries the bytes, tells `Attaching` what happens,
/// and does what that decides.
struct Connection {
  private let plan: AttachPlan
  private var place: NodePlace
  private let verb: NodeVerb
  private let nonce: String
  private let signals: SignalSource
  private let known: KnownJob
  private var awaited: AwaitedNode
  private var machine = Attaching()
  private var node: NodeProcess
  private var client: ClientProcess
  /// Nil when the session has none, or it is not wanted.
  private var terminal: TerminalProcess?
  private var hadTerminal = false
  /// The windows went, and the terminal goes on.
  private var lostWindows: AttachEnd?
  private var flows = false
  private var nodeLives = true
  private var deadline: Instant?
  /// When the client's log is looked at.
  private var lookTime: Instant?
  private var errors = ErrorText()
  private var program = ""
  private var hasTerminal = false
  private var isStopped: Bool
  private var attachedAt: Instant?
  private var end: AttachEnd?
  private var pending: [Attaching.Event] = []

  /// Takes a client that was started, under each name that the node may have here.
  static func visit(
    _ plan: AttachPlan, _ place: NodePlace, _ verb: NodeVerb, _ nonce: String,
    _ signals: SignalSource, _ client: ClientProcess, _ known: KnownJob
  ) throws -> Visit {
    var client = client
    let node: NodeProcess
    do { node = try openNode(plan, place, verb, nonce) } catch {
      client.abandon()
      throw error
    }
    var connection = Connection(plan, place, verb, nonce, signals, client, node, known)
    defer {
      connection.close()
      connection.client.closeLog()
    }
    return try connection.visit()
  }

  private mutating func visit() throws -> Visit {
    var tried: [HostName] = []
    while true {
      let end = try untilEnd()
      guard case .nodeFailed(let failure) = end, failure.isUnknownHost,
        let next = place.underNextName()
      else {
        close()
        return visit(end.tried(tried))
      }
      tried += [place.name].compactMap { $0 }
      try move(to: next)
    }
  }

  /// The client stays: it may have been at the door already, or have given up.
  private mutating func move(to next: NodePlace) throws {
    node.hangUp()
    place = next
    node = try Self.openNode(plan, place, verb, nonce)
    nodeLives = true
    errors = ErrorText()
    awaited = AwaitedNode(known)
    machine = Attaching()
    end = nil
    if client.pid == nil { pending.append(.clientExited(ExitStatus.failed)) }
  }

  private init(
    _ plan: AttachPlan, _ place: NodePlace, _ verb: NodeVerb, _ nonce: String,
    _ signals: SignalSource, _ client: ClientProcess, _ node: NodeProcess, _ known: KnownJob
  ) {
    self.plan = plan
    self.place = place
    self.verb = verb
    self.nonce = nonce
    self.signals = signals
    self.known = known
    awaited = AwaitedNode(known)
    isStopped = known.isSuspended
    self.client = client
    self.node = node
  }

  private static func openNode(
    _ plan: AttachPlan, _ place: NodePlace, _ verb: NodeVerb, _ nonce: String
  ) throws -> NodeProcess {
    let command = try NodeExchange(plan.site).command(verb, at: place)
    if plan.options.verbose { say("runs \(ShellWord.line(command))") }
    return try NodeProcess(command, nonce: nonce)
  }

  private mutating func untilEnd() throws -> AttachEnd {
    while true {
      while !pending.isEmpty {
        for action in machine.handle(pending.removeFirst()) { try perform(action) }
      }
      if let end { return end }
      try step(until: [deadline, lookTime, errors.showTime, awaitedTime].compactMap { $0 }.min())
    }
  }

  private mutating func perform(_ action: Attaching.Action) throws {
    switch action {
    case .tell(let program): tell(program)
    case .restartClient: try client.start()
    case .openFlow:
      flows = true
      attachedAt = .now
      try openTerminal()
      lookTime = .after(ClientTrouble.lookAfter)
      closeDoor()
    case .hangUp: node.hangUpWhenFlushed()
    case .closeClient: client.hangUp()
    case .setDeadline(let milliseconds): deadline = .after(milliseconds)
    case .finish(let end): finish(end)
    }
  }

  /// A client that takes the windows, `xpra stop`, and a display that does not start again end no
  /// terminal.
  private mutating func finish(_ end: AttachEnd) {
    switch end {
    case .lost(let loss) where terminal != nil && loss.isOfWindowsAlone:
      lostWindows = end
      client.signal(SIGINT)
      node.hangUp()
    default: self.end = end
    }
  }

  private mutating func tell(_ program: String) {
    self.program = program
    guard !opensTerminal, Machine.isTerminal(STDERR_FILENO) else { return }
    say(plan.target.hint(program: program, hasTerminal: hasTerminal))
  }

  private mutating func tell(isStopped: Bool) {
    guard isStopped != self.isStopped else { return }
    self.isStopped = isStopped
    let line = plan.target.line(isStopped: isStopped)
    // Not into the screen of the session's own terminal.
    if terminal == nil { say(line) } else { Desktop.notify(plan.target.title, line) }
  }

  private var opensTerminal: Bool { hasTerminal && plan.wantsTerminal }

  private mutating func openTerminal() throws {
    guard opensTerminal, !hadTerminal else { return }
    hadTerminal = true
    let command = try NodeExchange(plan.site).command(.terminal(plan.target), at: place)
    terminal = try TerminalProcess(command)
  }

  // MARK: waiting

  private enum Source { case signals, door, client, toNode, fromNode, errors }

  private mutating func step(until deadline: Instant?) throws {
    let wanted = interests
    let happened = try Poll.wait(wanted.map(\.1), until: deadline)
    for ((source, _), ready) in zip(wanted, happened)
    where ready.reads || ready.writes || ready.hangsUp {
      try take(source, ready)
    }
    passDeadlines()
  }

  /// Nothing is waited for that nobody would take: it would be there at once, for ever.
  private var interests: [(Source, Readiness)] {
    var wanted = [(Source.signals, Readiness(signals.descriptor, reads: true))]
    if let door = client.door { wanted.append((.door, door)) }
    if let stream = client.stream(reads: flows && !node.toNode.isFull) {
      wanted.append((.client, stream))
    }
    if let input = node.input, !node.toNode.isEmpty {
      wanted.append((.toNode, Readiness(input, writes: true)))
    }
    if let output = node.output, !client.isFull {
      wanted.append((.fromNode, Readiness(output, reads: true)))
    }
    if let error = node.error { wanted.append((.errors, Readiness(error, reads: true))) }
    return wanted
  }

  private mutating func take(_ source: Source, _ ready: Readiness) throws {
    switch source {
    case .signals: takeSignals()
    case .door:
      try client.accept()
      closeDoor()
    case .client: takeClient(ready)
    case .toNode: node.flush()
    case .fromNode: takeNode()
    case .errors:
      if node.listenToErrors() { errors.grew(whileWaiting: !node.hasAnswered) }
    }
  }

  private mutating func passDeadlines() {
    if let deadline, deadline <= .now {
      self.deadline = nil
      pending.append(.deadline)
    }
    if let lookTime, lookTime <= .now {
      self.lookTime = nil
      if terminal == nil, let trouble = ClientTrouble.sentence(log: client.logText) { say(trouble) }
    }
    // One that has ended meanwhile waits for nobody.
    if nodeLives { errors.showIfDue(node.errorText, hasAnswered: node.hasAnswered) }
    if let time = awaitedTime, time <= .now, awaited.passTime(place) == .isOver { end = .noAnswer }
  }

  /// Nil when the node has answered.
  private var awaitedTime: Instant? { nodeLives && !node.hasAnswered ? awaited.time : nil }

  // MARK: what comes

  private mutating func takeSignals() {
    while let signal = signals.next() {
      switch signal.number {
      case SIGCHLD: takeEndedChildren()
      case _ where lostWindows != nil: end = .detached
      default: pending.append(.signal)
      }
    }
  }

  private mutating func takeEndedChildren() {
    while let child = Children.reapNext() {
      if child.pid == client.pid {
        client.wasReaped()
        pending.append(.clientExited(child.status))
      } else if child.pid == node.pid {
        nodeLives = false
        while takeNode() {}
        while node.listenToErrors() {}
        pending.append(.nodeEnded(failure(child.status)))
      } else if child.pid == terminal?.pid {
        takeTerminal(child.status)
      }
    }
  }

  private mutating func takeTerminal(_ status: Int32) {
    guard let ended = terminal else { return }
    terminal = nil
    if status != ExitStatus.success { ended.restore() }
    if lostWindows != nil {
      end = status == ExitStatus.ssh ? .connectionLost : .detached
      return
    }
    if status == ExitStatus.success { return pending.append(.terminalLeft) }
    if ended.wasOpen, status == ExitStatus.ssh { return pending.append(.nodeEnded(nil)) }
    say("the terminal ended with status \(status), the windows stay: Ctrl-C leaves them")
  }

  private func failure(_ status: Int32) -> NodeFailure? {
    guard !node.hasAnswered else { return nil }
    return NodeFailure(
      exitStatus: status, text: String(decoding: node.errorText, as: UTF8.self), node: place.name)
  }

  /// False when there is no more for now.
  @discardableResult
  private mutating func takeNode() -> Bool {
    switch node.listen() {
    case .nothing: return false
    case .banner: break
    case .items(let items):
      for item in items { take(item) }
    case .otherVersion: pending.append(.otherVersion)
    case .flooded: pending.append(.flooded)
    case .end:
      // ssh may live on, when something that the log-in started holds the connection.
      if node.hasAnswered { pending.append(.nodeEnded(nil)) }
      return false
    }
    return true
  }

  private mutating func take(_ item: AttachFrameDecoder.Item) {
    switch item {
    case .data(let bytes): client.send(bytes)
    case .status(let bytes):
      let status = AttachStatus(text: String(decoding: bytes, as: UTF8.self))
      hasTerminal = hasTerminal || status?.hasTerminal == true
      if let status, status.phase == .found { tell(isStopped: status.isStopped) }
      pending.append(status.map { .status($0) } ?? .garbled)
    case .failure:
      pending.append(.garbled)
      node.stopListening()
    }
  }

  private mutating func takeClient(_ ready: Readiness) {
    let bytes = client.take(ready)
    guard !bytes.isEmpty else { return }
    node.toNode.append(bytes)
    node.flush()
  }

  /// Once bytes flow between two that are there.
  private mutating func closeDoor() {
    if flows, client.isConnected { client.closeDoor() }
  }

  // MARK: the end

  /// In milliseconds.
  private static let clientPatience: UInt64 = 1_000
  private static let nodePatience: UInt64 = 100

  /// The client says good-bye to the session through the connection, which ends after it.
  private mutating func close() {
    closeTerminal()
    client.signal(SIGINT)
    carry(until: .after(Self.clientPatience)) { $0.client.pid != nil }
    client.signal(SIGKILL)
    node.hangUp()
    carry(until: .after(Self.nodePatience)) { $0.nodeLives || $0.client.pid != nil }
    // At a password prompt ssh has yet to give the terminal its echo back.
    if nodeLives { Children.signal(node.pid, SIGTERM) }
    carry(until: .after(Self.clientPatience)) { $0.nodeLives }
    if nodeLives { Children.signal(node.pid, SIGKILL) }
    client.closeDoor()
  }

  private mutating func carry(until deadline: Instant, while condition: (Connection) -> Bool) {
    while condition(self), Instant.now < deadline, (try? step(until: deadline)) != nil {}
  }

  private mutating func closeTerminal() {
    guard let terminal else { return }
    Children.signal(terminal.pid, SIGTERM)
    carry(until: .after(Self.clientPatience)) { $0.terminal != nil }
    guard self.terminal != nil else { return }
    Children.signal(terminal.pid, SIGKILL)
    terminal.restore()
  }

  private func visit(_ end: AttachEnd) -> Visit {
    let verbose = plan.options.verbose
    var more: [String] = []
    if verbose || end.isUnexplained { more += errors.rest(node.errorText) }
    if verbose { more += ForeignText.lines(client.logText).map { "xpra: \($0)" } }
    return Visit(
      end: end, program: program, place: place.description,
      lasted: attachedAt.map { Instant.now.milliseconds - $0.milliseconds },
      report: report(end),
      more: more)
  }

  private func report(_ end: AttachEnd) -> AttachReport {
    func report(_ end: AttachEnd) -> AttachReport {
      end.report(
        target: plan.target, program: program, place: place.description,
        clientLog: client.lastLogLine)
    }
    guard let lostWindows, end == .detached else { return report(end) }
    return plan.target.leftTerminal(trouble: report(lostWindows).line)
  }
}
