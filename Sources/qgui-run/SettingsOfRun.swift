import Linux
import QGui

extension Settings {
  /// What holds for this run. With an error in a file nothing is started: a slip of the pen must
  /// not switch containment off.
  static func ofRun(_ options: RunCommand, _ environment: [String: String]) throws -> Settings {
    let system = SettingsFiles.system()
    if let refusal = system.refusal { throw Refusal(ExitStatus.failed, refusal) }
    let user = SettingsFiles.user(environment: environment, home: Machine.user.home)
    if let refusal = user.refusal { throw Refusal(ExitStatus.usage, refusal) }
    var given = SettingsValues()
    given.containment = options.containment
    given.grace = options.grace
    given.xpra = options.xpra
    given.onWarning = options.onWarning
    let (settings, notice) = resolve(options: given, user: user, system: system)
    // A job that has waited in the queue is not lost.
    if let notice { say(notice) }
    return settings
  }
}
