import Linux
import QGui

/// What holds at this site and for this user, whatever qconnect is asked for.
struct Site {
  /// Where qgui-run is on the nodes.
  let qguiRun: String
  private let system: SettingsFile
  private let user: SettingsFile

  /// Whether the administrator's file has no error. An error in it does not stop users from attaching
  /// to running sessions.
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
    settings().settings.hostSuffix?.added(to: names) ?? names
  }

  static func program(_ name: String, orElse complaint: String) throws -> String {
    do { return try ProgramPath.find(name, path: Machine.environment["PATH"]) } catch {
      throw Ending(ExitStatus.unavailable, complaint)
    }
  }

  /// One of the batch system's.
  static func batchCommand(_ name: String, orElse complaint: String) throws -> String {
    do { return try BatchCommand.find(name, environment: Machine.environment) } catch {
      throw Ending(ExitStatus.unavailable, complaint)
    }
  }

  static func ssh() throws -> String {
    try program("ssh", orElse: "ssh is not installed here: apt install openssh-client")
  }
}
