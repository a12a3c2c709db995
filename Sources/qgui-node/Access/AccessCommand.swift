import ArgumentParser
import Cgroups
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

  func run() throws {
    try LogInCall.run {
      // Whoever is let in is adopted next.
      MoveAhead.start()
      let person = try LogInPerson(.account)
      let access = NodeAccess.decide(
        isAdministrator: person.isAdministrator,
        hasRecord: { !JobsHere().of(person.account).isEmpty },
        batchSystem: { BatchSystem.runsJob(of: person.name, on: Machine.hostName) },
        unknown: person.settings.accessUnknown)
      if access == .granted(.settingAdmits) {
        log.warning(
          "access: let in \(person.name) without knowing of a job, as access-unknown says")
      }
      if let sentence = access.sentence(user: person.name, node: Machine.hostName) {
        throw LogInRefusal(sentence)
      }
    }
  }
}
