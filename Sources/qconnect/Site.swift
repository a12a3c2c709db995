import Linux
import QGui

/// What holds at this site and for this user, whatever qconnect is asked for.
struct Site {
  /// Where qgui-run is on the nodes.
  let qguiRun: String
  private let system: SettingsFile
  private let user: SettingsFile

  init(qguiRun: String) throws {
    self.qguiRun = qguiRun
    system = SettingsFiles.system()
    user = SettingsFiles.user(environment: Machine.environment, home: Machine.user.home)
    for file in [system, user] {
      if let refusal = file.refusal { throw Ending(ExitStatus.usage, refusal) }
    }
  }

  /// With what the administrator has fixed otherwise, for the user.
  func settings(_ options: SettingsValues = SettingsValues()) -> (
    settings: Settings, notice: String?
  ) {
    Settings.resolve(options: options, user: user, system: system)
  }

  /// The names under which a host of the batch system may be known here, the first one first.
  func names(of host: HostName) -> [HostName] {
    guard !host.description.contains("."), let suffix = settings().settings.hostSuffix,
      let full = HostName("\(host)\(suffix)")
    else { return [host] }
    return [host, full]
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
