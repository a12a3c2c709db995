import Glibc
import Linux
import QGui

/// `qgui-run --terminal JOB`: the caller's terminal becomes one of the session's tmux.
enum TerminalCommand {
  /// How long the server may take to listen, in milliseconds: what a display may take.
  private static let readyPatience: UInt64 = 60_000

  static func run(_ target: AttachTarget) throws -> Never {
    let found = AttachableSession.wait(
      find: { AttachableSession.find(target) }, pause: pause)
    guard let session = found, let record = session.record, let files = session.files else {
      throw Refusal(.absent(last: AttachableSession.lastEnd(of: target)), target)
    }
    guard let socket = record.terminal, socket == files.terminal else {
      throw Refusal(target.withoutTerminal(program: record.program))
    }
    let server = try wait(for: session, at: socket, target)
    // Where the job is, and not where ssh has put us; a directory that is gone costs nothing.
    chdir("/proc/\(server.pid)/cwd")
    let command = TerminalSession.command(
      path: try server.file, socket: socket, server: ProcFS.environment(server.pid),
      terminalName: Machine.environment["TERM"])
    SignalSource.letGo()
    try Spawn.become(command)
  }

  /// The server, once it listens.
  private static func wait(
    for session: AttachableSession, at socket: String, _ target: AttachTarget
  ) throws -> ProcessIdentity {
    let deadline = Instant.after(readyPatience)
    while Instant.now < deadline {
      if let (descriptor, server) = try? UnixSocket.connectToOwn(socket) {
        try? descriptor.close()
        if let server { return server }
      }
      let now = session.read().record
      guard let now, session.isThere, now.end == nil else {
        throw Refusal(.absent(last: now?.end ?? session.endedRecord?.end), target)
      }
      pause(until: .after(20))
    }
    throw Refusal(.notReady, target)
  }

  private static func pause(until moment: Instant) {
    _ = try? Poll.wait(reading: [], until: moment)
  }
}

extension ProcessIdentity {
  /// The file that it executes.
  fileprivate var file: String {
    get throws {
      guard let file = ProcFS.file(pid), isAlive else {
        throw Refusal(ExitStatus.tryAgain, "the terminal's server has just ended: try again")
      }
      return file
    }
  }
}

extension Refusal {
  fileprivate init(_ report: AttachReport) { self.init(report.status, report.line) }

  fileprivate init(_ end: AttachEnd, _ target: AttachTarget) {
    self.init(
      end.report(target: target, program: "", place: Machine.hostName, clientLog: nil))
  }
}
