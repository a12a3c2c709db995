import ArgumentParser
import Glibc
import Linux
import QGui

struct AdoptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adopt",
    abstract: "Put an ssh session into its user's job: PAM's session.",
    discussion: """
      For pam_exec, with type=open_session: pam/README.md. The session is limited with the job and \
      ends with it. Of several jobs it is the one that qconnect attaches to, else the newest. Root \
      and the members of admin-group are left alone; who has no record of a job here is refused, or \
      let in where the setting access-unknown says admit.
      """)

  func run() throws {
    try LogInCall.run {
      let person = try LogInPerson(.session)
      if person.isAdministrator { return }
      let jobs = JobsHere()
      let chosen = AdoptingJob.choose(jobs.of(person.account)) {
        AttachingNote.read(of: person.account)
      }
      guard let job = chosen else { return try admitWithoutJob(person) }
      let session = try SSHSession.ofCaller(for: person.name)
      if try !jobs.put(session, into: job) {
        log.note("adopt: job \(job.job.key) of \(person.name) has no group of its own")
      }
    }
  }

  /// Nobody would end their session: not even where the batch system says that a job runs, which it
  /// does from before the prologue to the end of the epilogue.
  private func admitWithoutJob(_ person: LogInPerson) throws {
    guard person.settings.accessUnknown == .admit else {
      throw LogInRefusal(
        "\(person.name) has no job on \(Machine.hostName) that could be joined now: try again")
    }
    log.note("adopt: let in \(person.name), who has no record of a job here")
  }
}
