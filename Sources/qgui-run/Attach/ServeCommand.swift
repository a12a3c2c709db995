import Glibc
import Linux
import QGui

/// `qgui-run --serve JOB NONCE`: the node's end of a qconnect. It never touches the session: it
/// reads its record and is one more client of its xpra server.
enum ServeCommand {
  static let verb = NodeCommand.verb

  static func run(_ arguments: [String]) -> Int32 {
    guard arguments.count == 2, let target = AttachTarget(key: arguments[0]),
      AttachHello.isNonce(arguments[1])
    else {
      say("\(verb) is what qconnect asks for: type qconnect JOB")
      return ExitStatus.usage
    }
    do {
      // A write to somebody who has left answers EPIPE.
      try SignalSource.hold([SIGPIPE])
      var line = try QConnectLine(nonce: arguments[1])
      try serve(target, on: &line)
      return ExitStatus.success
    } catch is QConnectLine.Left {
      return ExitStatus.success
    } catch {
      say("\(error)")
      return ExitStatus.unavailable
    }
  }

  private static func serve(_ target: AttachTarget, on line: inout QConnectLine) throws {
    guard let session = try AttachableSession.wait(for: target, on: &line) else {
      return try line.finish(AttachStatus(.absent(last: AttachableSession.lastEnd(of: target))))
    }
    let program = session.record?.program ?? "xpra"
    try line.tell(AttachStatus(.waiting, program: program))
    switch try ServerConnection.wait(for: session, on: &line) {
    case .failure(let phase):
      try line.finish(AttachStatus(phase, program: program))
    case .success(var connection):
      try line.tell(AttachStatus(.found, program: program))
      try connection.carry(line: &line)
      try line.tell(AttachStatus(.closing, program: program))
      try line.finish(AttachStatus(try connection.reasonOfLoss(on: &line), program: program))
    }
  }
}
