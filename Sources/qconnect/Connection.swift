import Glibc
import Linux
import QGui
import SystemPackage

/// One attachment, from its start to its end: carries the bytes, tells `Attaching` what happens,
/// and does what that decides.
struct Connection {
  private let plan: ResolvedPlan
  private let signals: SignalSource
  private var machine = Attaching()
  private var node: NodeProcess
  private var client: ClientProcess
  private var socket: FileDescriptor?
  private var toClient = ByteQueue()
  private var buffer = ReadBuffer()
  private var flows = false
  private var nodeLives = true
  private var deadline: Instant?
  /// When the client's log is looked at.
  private var lookTime: Instant?
  private var errors = ErrorText()
  private var program = ""
  private var end: AttachEnd?
  private var pending: [Attaching.Event] = []

  /// The exit status. The client takes longer to start than all the rest: it is begun first.
  static func run(_ plan: AttachPlan) throws -> Int32 {
    let signals = try SignalSource(leaving + [SIGCHLD, SIGPIPE])
    var client = try ClientProcess(plan)
    do {
      try client.start()
      var connection = try Connection(try plan.resolved(), signals, client)
      let end = try connection.untilEnd()
      connection.close()
      return connection.report(end)
    } catch {
      client.abandon()
      // Ctrl-C ends qstat too: what it says then is not why qconnect ends.
      guard wasTold(signals) else { throw error }
      throw Ending(
        AttachEnd.detached.report(target: plan.target, program: "", place: "", clientLog: nil))
    }
  }

  private static func wasTold(_ signals: SignalSource) -> Bool {
    while let signal = signals.next() {
      if leaving.contains(signal.number) { return true }
    }
    return false
  }

  /// The user's, unless they were to be ignored, as under nohup(1).
  private static var leaving: [Int32] {
    [SIGINT, SIGTERM, SIGHUP].filter { !SignalSource.isIgnored($0) }
  }

  private init(_ plan: ResolvedPlan, _ signals: SignalSource, _ client: ClientProcess) throws {
    self.plan = plan
    self.signals = signals
    self.client = client
    let command = try plan.nodeCommand()
    if plan.plan.verbose { say("runs \(ShellWord.line(command))") }
    plan.note()
    node = try NodeProcess(command, nonce: plan.nonce)
  }

  private mutating func untilEnd() throws -> AttachEnd {
    while true {
      while !pending.isEmpty {
        for action in machine.handle(pending.removeFirst()) { try perform(action) }
      }
      if let end { return end }
      try step(until: [deadline, lookTime, errors.showTime].compactMap { $0 }.min())
    }
  }

  private mutating func perform(_ action: Attaching.Action) throws {
    switch action {
    case .tell(let program): tell(program)
    case .restartClient: try client.start()
    case .openFlow:
      flows = true
      lookTime = .after(ClientTrouble.lookAfter)
      closeDoor()
    case .hangUp: node.hangUpWhenFlushed()
    case .closeClient: closeSocket()
    case .setDeadline(let milliseconds): deadline = .after(milliseconds)
    case .finish(let end): self.end = end
    }
  }

  private mutating func tell(_ program: String) {
    self.program = program
    if Machine.isTerminal(STDERR_FILENO) { say(plan.plan.target.hint(program: program)) }
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
    if let listener = client.listener, socket == nil {
      wanted.append((.door, Readiness(listener, reads: true)))
    }
    if let socket {
      let reads = flows && !node.toNode.isFull
      wanted.append((.client, Readiness(socket, reads: reads, writes: !toClient.isEmpty)))
    }
    if let input = node.input, !node.toNode.isEmpty {
      wanted.append((.toNode, Readiness(input, writes: true)))
    }
    if let output = node.output, !toClient.isFull {
      wanted.append((.fromNode, Readiness(output, reads: true)))
    }
    if let error = node.error { wanted.append((.errors, Readiness(error, reads: true))) }
    return wanted
  }

  private mutating func take(_ source: Source, _ ready: Readiness) throws {
    switch source {
    case .signals: takeSignals()
    case .door:
      socket = try client.accept()
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
      if let trouble = ClientTrouble.sentence(log: client.logText) { say(trouble) }
    }
    errors.showIfDue(node.errorText, hasAnswered: node.hasAnswered)
  }

  // MARK: what comes

  private mutating func takeSignals() {
    while let signal = signals.next() {
      switch signal.number {
      case SIGCHLD: takeEndedChildren()
      case SIGPIPE: break
      default: pending.append(.signal)
      }
    }
  }

  private mutating func takeEndedChildren() {
    while let child = Children.reapNext() {
      if child.pid == client.pid {
        client.wasReaped()
        closeSocket()
        pending.append(.clientExited(child.status))
      } else if child.pid == node.pid {
        nodeLives = false
        while takeNode() {}
        while node.listenToErrors() {}
        pending.append(.nodeEnded(failure(child.status)))
      }
    }
  }

  private func failure(_ status: Int32) -> NodeFailure? {
    guard !node.hasAnswered else { return nil }
    return NodeFailure(
      exitStatus: status, text: String(decoding: node.errorText, as: UTF8.self), node: plan.node)
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
    case .garbled: pending.append(.garbled)
    case .end:
      // ssh may live on, when something that the log-in started holds the connection.
      if node.hasAnswered { pending.append(.nodeEnded(nil)) }
      return false
    }
    return true
  }

  private mutating func take(_ item: AttachFrameDecoder.Item) {
    switch item {
    case .data(let bytes):
      guard let socket else { return }
      toClient.append(bytes)
      if !toClient.flush(to: socket) { closeSocket() }
    case .status(let bytes):
      let status = AttachStatus(text: String(decoding: bytes, as: UTF8.self))
      pending.append(status.map { .status($0) } ?? .garbled)
    }
  }

  private mutating func takeClient(_ ready: Readiness) {
    guard let socket else { return }
    if ready.writes, !toClient.flush(to: socket) { return closeSocket() }
    if ready.reads {
      switch buffer.read(socket) {
      case .bytes(let bytes):
        node.toNode.append(bytes)
        node.flush()
      case .nothing: break
      case .end: closeSocket()
      }
    } else if ready.hangsUp {
      closeSocket()
    }
  }

  private mutating func closeSocket() {
    try? socket?.close()
    socket = nil
    toClient = ByteQueue()
  }

  /// Once bytes flow between two that are there.
  private mutating func closeDoor() {
    if flows, socket != nil { client.closeDoor() }
  }

  // MARK: the end

  /// In milliseconds.
  private static let clientPatience: UInt64 = 1_000
  private static let nodePatience: UInt64 = 100

  /// The client says good-bye to the session through the connection, which ends after it.
  private mutating func close() {
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

  private mutating func report(_ end: AttachEnd) -> Int32 {
    let report = end.report(
      target: plan.plan.target, program: program, place: plan.place, clientLog: client.lastLogLine)
    say(report.line)
    let verbose = plan.plan.verbose
    if verbose || end.isUnexplained { errors.showRest(node.errorText) }
    if verbose {
      for line in ForeignText.lines(client.logText) { say("xpra: \(line)") }
    }
    return report.status
  }
}
