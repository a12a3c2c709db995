import Linux
import QGui

/// A session of this user's on this node to which clients can be connected.
struct AttachableSession {
  /// Where xpra listens, or will.
  let sockets: [String]
  /// Nil for a server that the user started by hand.
  let files: SessionFiles?
  let record: SessionRecord?

  /// How long a session may take to appear, in milliseconds: the job may just have begun.
  private static let patience: UInt64 = 5_000

  /// - Parameters:
  ///   - isOver: whether none is to come.
  ///   - pause: waits for the moment that it is given, or throws.
  static func wait(
    find: () -> AttachableSession?, isOver: () -> Bool = { false }, pause: (Instant) throws -> Void
  ) rethrows -> AttachableSession? {
    let deadline = Instant.after(patience)
    while true {
      if let found = find() { return found }
      if isOver() || Instant.now >= deadline { return nil }
      try pause(.after(50))
    }
  }

  /// Why the job's last session on this node ended, if that was written down.
  static func lastEnd(of target: AttachTarget) -> EndReason? {
    guard case .job(let job) = target else { return nil }
    let record = record(directoryName: job.directoryName)
    // Its last word may be on the way.
    guard let record, record.hasEnded || record.process(.keeper)?.isAlive != true else {
      return nil
    }
    return record.endUntold(now: nil, boot: Machine.bootID)
  }

  /// The short record of the session, once it has ended.
  var endedRecord: SessionRecord? {
    files.flatMap { Self.record(directoryName: $0.name) }.flatMap { $0.hasEnded ? $0 : nil }
  }

  /// Whether the files of this very session are there.
  var isThere: Bool { record != nil && read().record?[.mark] == record?[.mark] }

  /// The same session with its record as it is now: nil when the directory is gone.
  func read() -> AttachableSession {
    AttachableSession(
      sockets: sockets, files: files, record: files.flatMap { SessionRecord.read($0.record) })
  }

  /// The short one in the home. The job may have had other settings than this log-in: then the
  /// default place is the one.
  private static func record(directoryName: String) -> SessionRecord? {
    for environment in [Machine.environment, [:]] {
      let path = StateFiles.endedRecord(
        environment: environment, home: Machine.user.home, jobDirectoryName: directoryName,
        host: Machine.hostName)
      if let record = SessionRecord.read(path) { return record }
    }
    return nil
  }

  /// One that a qgui-run of this user's looks after, or did until just now.
  static func find(_ target: AttachTarget) -> AttachableSession? {
    let sessions = live { isMeant(target, $0, $1) }
    return sessions.first { $0.record?.state == .attachable } ?? sessions.first
  }

  /// The sessions of this user on this node, but for the bare ones.
  static func live(
    _ isWanted: (SessionFiles, SessionRecord) -> Bool = { _, _ in true }
  ) -> [AttachableSession] {
    SessionDirectory.all.compactMap { files in
      guard let record = SessionRecord.read(files.record), isWanted(files, record),
        isLive(record)
      else { return nil }
      return AttachableSession(sockets: [files.socket], files: files, record: record)
    }
  }

  private static func isMeant(
    _ target: AttachTarget, _ files: SessionFiles, _ record: SessionRecord
  ) -> Bool {
    switch target {
    case .job(let job): files.name == job.directoryName
    case .display(let display): record.display == display
    }
  }

  /// Files that nobody looks after any more are no session.
  private static func isLive(_ record: SessionRecord) -> Bool {
    [.runner, .keeper, .xpra].contains { record.process($0)?.isAlive == true }
  }

  /// A server that the user started with `xpra start :N`, at one of the places where xpra itself
  /// looks.
  static func bare(_ target: AttachTarget) -> AttachableSession? {
    guard let display = target.commonDisplay else { return nil }
    let name = "\(Machine.hostName)-\(display.number)"
    let runtime = "/run/user/\(Machine.user.id)/xpra"
    let sockets = [
      "\(Machine.user.home)/.xpra/\(name)", "\(runtime)/\(name)", "/run/xpra/\(name)",
      "\(runtime)/\(display.number)/socket",
    ]
    guard let live = sockets.first(where: isLive) else { return nil }
    return AttachableSession(sockets: [live], files: nil, record: nil)
  }

  private static func isLive(_ socket: String) -> Bool {
    guard let (descriptor, _) = try? UnixSocket.connectToOwn(socket) else { return false }
    try? descriptor.close()
    return true
  }
}
