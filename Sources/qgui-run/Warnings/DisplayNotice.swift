import Glibc
import Linux
import QGui

/// A notice to whoever is attached to the session's display: a window of xmessage(1), for a minute or
/// until it is closed. What xpra itself has for it, `xpra control … send-notification`, is gone after
/// three seconds, and takes its place where there is no xmessage. Nobody waits for either.
enum DisplayNotice {
  /// - Returns: the pid of the command, which is to be reaped.
  static func show(_ session: Session, _ record: SessionRecord, _ sentence: String) throws -> Int32
  {
    let null = try File.null
    defer { try? null.close() }
    let tools = session.tools
    let path = tools.xmessage ?? tools.xpra
    let command = Command(
      path: path,
      arguments: tools.xmessage == nil
        ? popUp(sentence, session.files.socket) : window(sentence),
      environment: session.serversEnvironment(record.display))
    return try Spawn.start(
      ExecStub(deathSignal: SIGKILL).command(for: command),
      descriptors: .init(input: null, output: null, error: null))
  }

  private static func window(_ sentence: String) -> [String] {
    // It breaks no lines itself.
    let parts = sentence.split(separator: ": ", maxSplits: 1)
    return [
      "-timeout", "\(WarningPace.pause / 1000)", "-center", "-title", "qgui", "-buttons", "OK:0",
      parts.joined(separator: ":\n"),
    ]
  }

  private static func popUp(_ sentence: String, _ socket: String) -> [String] {
    ["control", "socket://\(socket)", "send-notification", "1", "qgui", sentence, "*"]
  }
}
