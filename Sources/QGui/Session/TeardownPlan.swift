/// The teardown: what is done to end a session, in order, whoever does it and for whatever reason.
///
/// The keeper does it at every end; the runner, when the keeper was killed; and the user's next
/// qgui-run on the node, from the record, when both were.
public enum TeardownStep: Equatable, Sendable {
  /// SIGTERM to what is left of PROGRAM, SIGKILL to what stays, until nobody is left.
  case endPrograms
  /// SIGCONT and one SIGTERM to the server and `xpra stop` beside it: the command alone takes two
  /// seconds, and 20 when the server is dead. A second SIGTERM could leak the X server.
  case stopXpra(ProcessIdentity?)
  /// Only after xpra is gone, or an attached client never learns why.
  case endXvfb(ProcessIdentity)
  /// What the servers left to their subreaper.
  case reapOrphans
  /// Socket files in directories that are not the session's.
  case removeSocket(String)
  /// What an Xvfb leaves that is ended while it starts. After the orphans: the compiler that writes
  /// it is one.
  case removeKeymap(String)
  /// PROGRAM's cgroup.
  case removeGroup
  case removeDirectory
  case keepRecord

  /// Bounds, in milliseconds, each with a SIGKILL behind it.
  public static let programsPatience: UInt64 = 1_000
  public static let xpraPatience: UInt64 = 3_000
  public static let xvfbPatience: UInt64 = 1_000
  public static let orphansPatience: UInt64 = 300
  public static let killPatience: UInt64 = 2_000
  /// `xpra stop` is let run this long even if the server is gone before.
  public static let stopCommandRuns: UInt64 = 150

  public static func plan(_ record: SessionRecord) -> [TeardownStep] {
    var steps: [TeardownStep] = [.endPrograms, .stopXpra(record.process(.xpra))]
    if let xvfb = record.process(.xvfb) { steps.append(.endXvfb(xvfb)) }
    steps.append(.reapOrphans)
    if let display = record.display ?? record.candidate {
      steps += [.removeSocket(display.socketPath), .removeKeymap(display.keymapPath)]
    }
    if record[.group] != nil { steps.append(.removeGroup) }
    steps.append(.removeDirectory)
    // In the home, which may hang: by then the node is clean.
    if let socket = record[.commonSocket] { steps.append(.removeSocket(socket)) }
    return steps + [.keepRecord]
  }
}
