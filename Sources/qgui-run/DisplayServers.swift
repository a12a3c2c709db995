import Glibc
import Linux
import QGui
import SystemPackage

/// Xvfb and xpra as the keeper starts them.
struct DisplayServers {
  private let session: Session
  private var xvfb: ProcessIdentity?
  /// Readable when Xvfb accepts connections.
  private(set) var ready: FileDescriptor?
  /// What Xvfb has written there so far.
  private var said: [UInt8] = []
  /// Why we ended Xvfb ourselves.
  private(set) var objection: String?

  private var files: SessionFiles { session.files }

  /// Writes the cookie, and everything else that the servers read, before there is a server.
  init(_ session: Session) throws {
    self.session = session
    let cookie = (0..<Xauthority.cookieLength).map { _ in UInt8.random(in: .min ... .max) }
    try File.create(session.files.authority, Xauthority.file(cookie: cookie))
    try File.create(
      session.files.xpraConfiguration,
      XpraServer.configuration(extra: session.plan.xpraOptions).utf8)
    mkdir(session.files.runtime, 0o700)
    try UnixSocket.makeDeaf(session.files.deafBus)
  }

  mutating func startXvfb(_ display: DisplayNumber) throws -> Int32 {
    let pipe = try Pipe()
    defer { try? pipe.writing.close() }
    let command = XvfbCommand.command(
      path: session.tools.xvfb, display: display, files: files,
      environment: session.serversEnvironment(nil))
    // An Xvfb that outlived its keeper would be nobody's.
    let pid = try start(
      command, deathSignal: SIGTERM, log: files.xvfbLog, more: [pipe.writing])
    xvfb = ProcessIdentity.of(pid)
    try? ready?.close()
    ready = pipe.reading
    said = []
    return pid
  }

  /// The display that is up. Nil until the server has said all of its number: it writes the digits
  /// and the line's end apart, and dies of a pipe that was closed between them. Nil as well when
  /// it ended instead, or when others would be served in its place: then it is ended, and its end
  /// is an event like any other.
  mutating func takeDisplay() -> DisplayNumber? {
    guard let descriptor = ready else { return nil }
    var buffer = [UInt8](repeating: 0, count: 32)
    let count = (try? buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }) ?? 0
    said += buffer[..<count]
    guard count == 0 || said.last == UInt8(ascii: "\n") else { return nil }
    try? descriptor.close()
    ready = nil
    let text = String(decoding: said.dropLast(), as: UTF8.self)
    guard let display = DisplayNumber(text: text), let xvfb else { return nil }
    guard XDisplay.isServed(display, by: xvfb) else {
      objection = "others would be served in its place: look at /tmp/.X11-unix"
      xvfb.send(SIGTERM)
      return nil
    }
    return display
  }

  func startXpra(_ display: DisplayNumber, commonSocket: String?) throws -> Int32 {
    // One that was killed leaves its sockets; a new one is to be seen by its own.
    SocketFile.removeDead(files.socket)
    let command = XpraServer.command(
      path: session.tools.xpra, display: display, files: files, commonSocket: commonSocket,
      environment: session.serversEnvironment(display))
    // A stopped xpra would never take a SIGTERM.
    return try start(command, deathSignal: SIGKILL, log: files.xpraLog)
  }

  /// Where people's own `xpra attach` looks, if that place is ours and free.
  func prepareCommonSocket(_ display: DisplayNumber) -> String? {
    let user = session.plan.user
    let path = XpraServer.commonSocket(home: user.home, host: session.plan.host, display: display)
    guard OwnDirectory.make(user.home + "/.xpra") else { return nil }
    SocketFile.removeDead(path)
    let isFree = access(path, F_OK) != 0 && access(user.home + "/.xpra", W_OK) == 0
    return isFree && path.utf8.count <= UnixSocket.longestPath ? path : nil
  }

  private func start(
    _ command: Command, deathSignal: Int32, log: String, more: [FileDescriptor] = []
  ) throws -> Int32 {
    let null = try File.null
    let log = try File.openLog(log)
    defer {
      try? null.close()
      try? log.close()
    }
    return try Spawn.start(
      ExecStub(deathSignal: deathSignal).command(for: command),
      descriptors: .init(input: null, output: log, error: log, more: more))
  }
}
