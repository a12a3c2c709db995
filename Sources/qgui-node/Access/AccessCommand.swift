import ArgumentParser
import Glibc
import Linux
import QGui

struct AccessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access",
    abstract: "Let in who has a job on this node: PAM's account.",
    discussion: """
      For pam_exec: pam/README.md. Root and the members of admin-group are let in before anything \
      is asked. Prints, for ssh to show it, why somebody is refused.
      """)

  /// Seconds: sshd waits no longer for a log-in than its LoginGraceTime.
  private static let bound: UInt32 = 15

  func run() throws {
    try LogInCall.run(bound: Self.bound) {
      let logIn = try LogIn(.account, environment: Machine.environment)
      let settings = Settings.resolve(system: SettingsFiles.system()).settings
      guard let account = Account(logIn.user) else {
        throw LogInRefusal("there is no user \(logIn.user) on \(Machine.hostName)")
      }
      let access = NodeAccess.decide(
        isAdministrator: account.uid == 0
          || settings.adminGroup.map(account.isMember) ?? false,
        hasRecord: { !JobsHere().of(account).isEmpty },
        batchSystem: { BatchSystem.runsJob(of: logIn.user, on: Machine.hostName) },
        unknown: settings.accessUnknown)
      if access == .granted(.settingAdmits) {
        log.warning("access: let in \(logIn.user), as the batch system does not answer")
      }
      if let sentence = access.sentence(user: logIn.user, node: Machine.hostName) {
        throw LogInRefusal(sentence)
      }
    }
  }
}
