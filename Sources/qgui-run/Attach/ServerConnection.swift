import Glibc
import Linux
import QGui
import SystemPackage

/// A connection to the xpra server of a session.
struct ServerConnection {
  private let session: AttachableSession
  private let descriptor: FileDescriptor
  private let server: ProcessIdentity?
  private var buffer = ReadBuffer()
  /// When it is looked next whether the session is stopped.
  private var lookTime = Instant.now
  private var isStopped = false

  /// In milliseconds: of what happens in between nothing is looked for.
  private static let lookPause: UInt64 = 2_000
  /// How long the display may take to become ready, in milliseconds.
  private static let readyPatience: UInt64 = 60_000
  /// How soon a server that closed a connection is seen to be gone, if it is going.
  private static let goingPatience: UInt64 = 1_000
  /// How long it may take until the reason of an end is written down.
  private static let reasonPatience: UInt64 = 10_000

  enum Outcome {
    case success(ServerConnection)
    case failure(AttachStatus.Phase)
  }

  /// Connects as soon as the server accepts.
  static func wait(for session: AttachableSession, on line: inout QConnectLine) throws -> Outcome {
    let deadline = Instant.after(readyPatience)
    let arrivals = try session.files.map { try Watch(directory: $0.directory) }
    defer { arrivals?.close() }
    var waking = DisplayWaking()
    while Instant.now < deadline {
      for socket in session.sockets {
        if let connected = try? ServerConnection(session, socket) { return .success(connected) }
      }
      if case .ended(let reason) = end(of: session) { return .failure(.ended(reason)) }
      let now = session.read().record
      switch waking.look(now) {
      case .wait: break
      case .wake: now?.process(.keeper)?.send(SIGUSR1, for: .qconnect)
      case .giveUp(let cause): return .failure(.lost(AttachStatus.Loss(cause)))
      }
      // The socket's file comes before the server listens at it, and inotify tells of the file.
      let isThere = session.sockets.contains { access($0, F_OK) == 0 }
      try line.wait(until: .after(isThere ? 20 : 500), or: arrivals)
    }
    return .failure(.notReady)
  }

  /// Nothing but an end that is certain.
  private static func end(of session: AttachableSession) -> AttachStatus.Phase? {
    let seen = look(at: session, server: nil)
    if case .sure(let phase) = seen.verdict { return phase }
    return nil
  }

  private init(_ session: AttachableSession, _ socket: String) throws {
    (descriptor, server) = try UnixSocket.connectToOwn(socket)
    // Its xpra may have been started after the session was found.
    self.session = session.read()
    try UnixSocket.setNonBlocking(descriptor)
  }

  /// Until the server closes the connection, or the client leaves.
  mutating func carry(line: inout QConnectLine) throws {
    defer { try? descriptor.close() }
    while !line.clientHasLeft || !line.received.isEmpty {
      let happened = try Poll.wait(line.interests + interests(line), until: nil)
      try line.take(happened)
      try lookIfStopped(line: &line)
      guard let ready = happened.last, ready.descriptor == descriptor else { continue }
      if ready.reads, try !receive(line: &line) { return }
      if ready.writes, !line.received.flush(to: descriptor) { line.received = ByteQueue() }
    }
  }

  mutating func tellFound(line: inout QConnectLine) throws {
    lookTime = .after(Self.lookPause)
    isStopped = session.record?.process(.runner)?.isStopped == true
    let program = session.record?.program ?? "xpra"
    try line.tell(AttachStatus(.found, program: program, isStopped: isStopped))
  }

  /// The program of a job that is suspended does not react. The xpra client says something now and
  /// then, so that no time needs to be waited for.
  private mutating func lookIfStopped(line: inout QConnectLine) throws {
    guard let runner = session.record?.process(.runner), lookTime <= .now else { return }
    lookTime = .after(Self.lookPause)
    if runner.isStopped != isStopped { try tellFound(line: &line) }
  }

  /// One that is neither read nor written would only tell, again and again, of its end.
  private func interests(_ line: QConnectLine) -> [Readiness] {
    let reads = !line.outgoing.isFull
    let writes = !line.received.isEmpty
    return reads || writes ? [Readiness(descriptor, reads: reads, writes: writes)] : []
  }

  /// False: the server has closed the connection.
  private mutating func receive(line: inout QConnectLine) throws -> Bool {
    switch buffer.read(descriptor) {
    case .bytes(let bytes): try line.send(bytes)
    case .nothing: break
    case .end: return false
    }
    return true
  }

  /// Why the connection is over.
  func reasonOfLoss(on line: inout QConnectLine) throws -> AttachStatus.Phase {
    let soon = Instant.after(Self.goingPatience)
    let last = Instant.after(Self.reasonPatience)
    var seenEnd: EndReason?
    while true {
      var seen = Self.look(at: session, server: server)
      seenEnd = seen.now?.end ?? seenEnd
      seen.seenEnd = seenEnd
      switch seen.verdict {
      case .sure(let phase): return phase
      case .ending(let phase): if Instant.now >= last { return phase }
      case .unsure(let phase):
        if Instant.now >= (seen.serverLives ? soon : last) { return phase }
      }
      try line.linger(until: .after(20))
    }
  }

  private static func look(at session: AttachableSession, server: ProcessIdentity?)
    -> ConnectionLoss
  {
    // Before the record is read: what those who are gone have written is in it then.
    let isLookedAfter = [SessionRecord.Field.runner, .keeper].contains {
      session.record?.process($0)?.isAlive == true
    }
    let now = session.read().record
    let paths = Set(session.sockets + [now?[.commonSocket]].compactMap { $0 })
    let clients = server.flatMap { UnixSocket.connections(of: $0, at: paths) }
    return ConnectionLoss(
      before: session.record, now: now, ended: session.endedRecord,
      serverLives: server?.isAlive == true,
      hasOtherClient: (clients ?? 0) > 0,
      isLookedAfter: isLookedAfter)
  }
}
