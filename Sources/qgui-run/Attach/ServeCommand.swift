import Linux
import QGui

/// `qgui-run --serve JOB NONCE`: the node's end of a qconnect. It never touches the session: it
/// reads its record and is one more client of its xpra server.
enum ServeCommand {
  /// - Parameters:
  ///   - isAgain: whether the user was attached before: a session that has ended since is not waited for.
  ///   - isRivalled: whether another client is attached, which this one leaves alone.
  static func run(_ target: AttachTarget, nonce: String, isAgain: Bool, isRivalled: Bool) throws {
    var line = try QConnectLine(nonce: nonce)
    guard !isRivalled else { return try line.finish(AttachStatus(.lost(.takenOver))) }
    try serve(target, isAgain: isAgain, on: &line)
  }

  private static func serve(
    _ target: AttachTarget, isAgain: Bool, on line: inout QConnectLine
  ) throws {
    let found = try AttachableSession.wait(
      find: { AttachableSession.find(target) ?? AttachableSession.bare(target) },
      isOver: { isAgain && AttachableSession.lastEnd(of: target) != nil },
      pause: { try line.wait(until: $0) })
    guard let session = found else {
      return try line.finish(AttachStatus(.absent(last: AttachableSession.lastEnd(of: target))))
    }
    let program = session.record?.program ?? "xpra"
    try line.tell(
      AttachStatus(
        .waiting, program: program, hasTerminal: session.record?.terminal != nil))
    switch try ServerConnection.wait(for: session, on: &line) {
    case .failure(let phase):
      try line.finish(AttachStatus(phase, program: program))
    case .success(var connection):
      try connection.tellFound(line: &line)
      try connection.carry(line: &line)
      try line.tell(AttachStatus(.closing, program: program))
      try line.finish(AttachStatus(try connection.reasonOfLoss(on: &line), program: program))
    }
  }
}
