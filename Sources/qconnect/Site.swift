import Linux
import QGui

/// What holds at this site and for this user, whatever qconnect is asked for.
struct Site {
  /// Where qgui-run is on the nodes.
  let qguiRun: String
  private let system: SettingsFile
  private let user: SettingsFile

  /// Whether the administrator's file can be believed in all that it says. Nobody is kept from a
  /// session that is there by a slip in it, which most often concerns something else.
  var isInOrder: Bool { system.refusal == nil }

  /// - Throws: `Ending` for an error in the user's own file.
  init(qguiRun: String) throws {
    self.qguiRun = qguiRun
    system = SettingsFiles.system()
    user = SettingsFiles.user(environment: Machine.environment, home: Machine.user.home)
    if let refusal = user.refusal { throw Ending(ExitStatus.usage, refusal) }
    if let refusal = system.refusal { say(refusal) }
  }

  /// With what the administrator has fixed otherwise, for the user.
  func settings(_ options: SettingsValues = SettingsValues()) -> (
    settings: Settings, notice: String?
  ) {
    Settings.resolve(options: options, user: user, system: system)
  }

  /// The names under which a host may be known here, the first one first.
  ///
  /// - Parameter names: those that the batch system has.
  func names(of names: [HostName]) -> [HostName] {
    guard let suffix = settings().settings.hostSuffix else { return names }
    let more = names.filter { !$0.description.contains(".") }.compactMap {
      HostName("\($0)\(suffix)")
    }
    return names + more.filter { !names.contains($0) }
  }

  static func program(_ name: String, orElse complaint: String) throws -> String {
    do { return try ProgramPath.find(name, path: Machine.environment["PATH"]) } catch {
      throw Ending(ExitStatus.unavailable, complaint)
    }
  }

  static func ssh() throws -> String {
    try program("ssh", orElse: "ssh is not installed here: apt install openssh-client")
  }
}
