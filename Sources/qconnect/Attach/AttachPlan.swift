import Glibc
import Linux
import QGui

/// How a session is to be shown.
struct AttachOptions {
  /// The user's own for the xpra client.
  let extra: [String]
  /// No terminal, even where the session has one.
  let windowsAlone: Bool
  /// Neither waits for a job nor attaches again.
  let once: Bool
  let verbose: Bool
}

/// What a user asked for.
struct AttachPlan {
  let target: AttachTarget
  let site: Site
  let options: AttachOptions

  /// Whether the session's terminal is wanted, if it has one.
  var wantsTerminal: Bool { !options.windowsAlone && TerminalProcess.isPossible }

  /// The client's own settings, and the client with them.
  func clientCommand(directory: String) throws -> (settings: [String: String], Command) {
    let environment = Machine.environment
    let settings = XpraClient.settings(directory: directory, hasSessionBus: Desktop.hasSessionBus)
    let xpra = try Site.program("xpra", orElse: Preconditions.noClient)
    return (
      settings,
      XpraClient.command(
        path: xpra, directory: directory, target: target, extra: options.extra,
        environment: environment.merging(settings) { _, ours in ours })
    )
  }

  /// One a line, for a shell.
  func printCommands() throws {
    let place = try NodePlace.now(of: target, site)
    print(
      ShellWord.line(try NodeExchange(site).command(.serve(target, nonce: newNonce()), at: place)))
    let directory = ClientProcess.parents[0] + "/\(ClientProcess.directoryName)-XXXXXX"
    let (settings, client) = try clientCommand(directory: directory)
    print(ShellWord.line(client, environment: settings))
  }
}

/// For one connection.
func newNonce() -> String {
  AttachHello.nonce(from: (.random(in: .min ... .max), .random(in: .min ... .max)))
}
