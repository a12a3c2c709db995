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
      ends with it. Of several jobs it is the one that qconnect attaches to, else the newest. Root, \
      and who has no job here, is left alone.
      """)

  /// Seconds.
  private static let bound: UInt32 = 15

  func run() throws {
    try LogInCall.run(bound: Self.bound) {
      let logIn = try LogIn(.session, environment: Machine.environment)
      guard let account = Account(logIn.user) else {
        throw LogInRefusal("there is no user \(logIn.user) on \(Machine.hostName)")
      }
      guard account.uid != 0 else { return }
      let jobs = JobsHere().of(account)
      let job = AdoptingJob.choose(jobs) { AttachingNote.read(of: account) }
      guard let job else { return }
      guard let group = job.jobGroup else {
        return log.note("adopt: job \(job.job.key) of \(logIn.user) has no group of its own")
      }
      let session = try SSHSession.ofCaller(for: logIn.user)
      do {
        try group.take(session)
      } catch {
        log.warning("adopt: \(error)")
        throw LogInRefusal("job \(job.job.key) ends on \(Machine.hostName): log in again")
      }
    }
  }
}
