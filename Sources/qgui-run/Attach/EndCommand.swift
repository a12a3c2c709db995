import Cgroups
import Glibc
import Linux
import QGui

/// `qgui-run --end JOB NONCE`: ends a session as its batch system would, but in order and at once.
enum EndCommand {
  /// How long an end may take, in milliseconds: PROGRAM's grace and the teardown, as they are
  /// built in, and some more.
  private static let patience: UInt64 = 70_000

  static func run(_ target: AttachTarget, nonce: String) throws {
    var line = try QConnectLine(nonce: nonce)
    guard let session = AttachableSession.find(target) else {
      return try tellLastEnd(of: target, on: &line)
    }
    let deadline = Instant.after(patience)
    ask(session)
    if !waitForRecord(of: session, until: deadline), let name = session.files?.name {
      removeDead(name)
    }
    guard !session.isThere else {
      let seconds = patience / 1000
      throw Refusal(
        ExitStatus.tryAgain, "\(target.title) is still ending after \(seconds) s: try again later")
    }
    let program = session.record?.program ?? ""
    // What this process belongs to may end with the runner: so the news goes first.
    try line.finish(AttachStatus(.ended(session.ownEnd), program: program))
    _ = session.record?.process(.runner)?.waitForEnd(until: deadline)
  }

  static func tellLastEnd(of target: AttachTarget, on line: inout QConnectLine) throws {
    // PROGRAM may have outlived those who looked after it.
    if case .job(let job) = target { removeDead(job.directoryName) }
    try line.finish(AttachStatus(.absent(last: AttachableSession.lastEnd(of: target))))
  }

  /// The runner passes it on to PROGRAM, and takes a second one for a second wish.
  private static func ask(_ session: AttachableSession) {
    guard let record = session.record, record.state != .ending, record.end == nil else { return }
    record.process(.runner)?.send(SIGTERM, for: .qconnect)
  }

  /// Whether the short record of the end is there: the last thing that a teardown makes. Where it
  /// is not, runner and keeper are gone without one, or the deadline has passed.
  private static func waitForRecord(of session: AttachableSession, until deadline: Instant) -> Bool
  {
    // The keeper's name may not have been written down when the session was found.
    for field in [SessionRecord.Field.keeper, .runner, .keeper] {
      let record = session.read().record ?? session.record
      guard record?.process(field)?.waitForEnd(until: deadline) != false else { return false }
      if session.ownEnd != nil { return true }
    }
    return false
  }

  /// What is left of a session that nobody looks after any more; nothing where somebody does.
  private static func removeDead(_ name: String) {
    let environment = Machine.environment
    let host = Machine.hostName
    let home = Machine.user.home
    let means = DeadSessions.Means(
      host: host,
      xpra: try? ProgramPath.find(
        "xpra", path: environment["PATH"], beside: ProgramPath.commonFolders),
      environment: environment,
      endedRecord: {
        StateFiles.endedRecord(
          environment: environment, home: home, jobDirectoryName: $0, host: host)
      },
      group: MemoryGroup.init(recordText:))
    for dead in DeadSessions(means).find({ $0 == name }) { dead.remove() }
  }
}

extension AttachableSession {
  /// Why this very session ended, once that is written down.
  fileprivate var ownEnd: EndReason? {
    guard let ended = endedRecord, ended[.mark] == record?[.mark] else { return nil }
    return ended.end
  }
}
