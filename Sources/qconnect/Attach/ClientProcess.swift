import Glibc
import Linux
import QGui
import SystemPackage

/// The xpra client, the socket at which it finds the session, and what the two say to each other.
struct ClientProcess {
  static let directoryName = "qconnect"

  /// Where the private directory goes.
  static var parents: [String] {
    [Machine.environment["XDG_RUNTIME_DIR"], "/tmp"].compactMap { $0 }.filter { $0.hasPrefix("/") }
  }

  private let directory: PrivateDirectory
  private let command: Command
  /// Nil when nobody is to read it any more.
  private var log: FileDescriptor?
  /// Nil when no other connection is wanted.
  private var listener: FileDescriptor?
  /// Nil when it is not connected.
  private var socket: FileDescriptor?
  private var toClient = ByteQueue()
  private var buffer = ReadBuffer()
  /// Nil when it does not run.
  private(set) var pid: Int32?

  init(_ plan: AttachPlan) throws {
    directory = try PrivateDirectory.make(name: Self.directoryName, in: Self.parents)
    do {
      try File.create(directory.path + "/xpra.conf", XpraClient.configuration.utf8)
      log = try FileDescriptor.open(
        directory.path + "/client.log", .readWrite, options: [.create, .append, .closeOnExec],
        permissions: [.ownerRead, .ownerWrite])
      listener = try UnixSocket.listen(XpraClient.socket(in: directory.path))
      command = try plan.clientCommand(directory: directory.path).1
    } catch {
      directory.remove()
      throw error
    }
  }

  /// In a session of its own: the terminal's Ctrl-C is for qconnect.
  mutating func start() throws {
    let null = try File.null
    defer { try? null.close() }
    let output = log ?? null
    pid = try Spawn.start(
      command, descriptors: .init(input: null, output: output, error: output), newSession: true)
  }

  /// Ends it before it has shown anything.
  mutating func abandon() {
    signal(SIGKILL)
    if let pid {
      _ = ProcessIdentity.of(pid)?.waitForEnd(until: .after(1000))
      _ = Children.reap(pid)
    }
    wasReaped()
    closeDoor()
    closeLog()
  }

  /// Its file has no name any more: what it said is gone then.
  mutating func closeLog() {
    try? log?.close()
    log = nil
  }

  /// The client is connected: what is in the directory has served its purpose, and what is
  /// removed now cannot be left behind.
  mutating func closeDoor() {
    try? listener?.close()
    listener = nil
    directory.remove()
  }

  mutating func wasReaped() {
    pid = nil
    hangUp()
  }

  func signal(_ number: Int32) {
    if let pid { Children.signal(pid, number) }
  }

  /// Not safe to print.
  var lastLogLine: String? { logPath.flatMap(File.lastLine) }
  var logText: String { logPath.flatMap { File.lastPart($0) } ?? "" }

  private var logPath: String? { log.map { "/proc/self/fd/\($0.rawValue)" } }

  // MARK: the connection

  /// Nil when nobody else is to come.
  var door: Readiness? {
    guard let listener, socket == nil else { return nil }
    return Readiness(listener, reads: true)
  }

  /// Nil when it is not connected.
  func stream(reads: Bool) -> Readiness? {
    socket.map { Readiness($0, reads: reads, writes: !toClient.isEmpty) }
  }

  var isConnected: Bool { socket != nil }
  /// Whether it is to take what it was sent, before there is more.
  var isFull: Bool { toClient.isFull }

  mutating func accept() throws {
    guard let listener else { return }
    let connection = try UnixSocket.accept(listener)
    try UnixSocket.setNonBlocking(connection)
    socket = connection
  }

  mutating func send(_ bytes: ArraySlice<UInt8>) {
    guard socket != nil else { return }
    toClient.append(bytes)
    flush()
  }

  /// - Returns: what it has said.
  mutating func take(_ ready: Readiness) -> ArraySlice<UInt8> {
    if ready.writes { flush() }
    guard let socket, ready.reads || ready.hangsUp else { return [] }
    if ready.reads {
      switch buffer.read(socket) {
      case .bytes(let bytes): return bytes
      case .nothing: return []
      case .end: break
      }
    }
    hangUp()
    return []
  }

  private mutating func flush() {
    if let socket, !toClient.flush(to: socket) { hangUp() }
  }

  mutating func hangUp() {
    try? socket?.close()
    socket = nil
    toClient = ByteQueue()
  }
}
