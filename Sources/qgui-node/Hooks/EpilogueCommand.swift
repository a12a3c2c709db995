import ArgumentParser
import Linux
import QGui

struct EpilogueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "epilogue",
    abstract: "End whatever a job has left on this node.",
    discussion: """
      For OpenPBS, Torque and Slurm, as their hooks call it: pbs/epilogue. Whatever goes wrong is \
      in the system's log; the exit status is always 0.
      """)

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("All that the batch system gives.", valueName: "argument"))
  var arguments: [String] = []

  /// Seconds, far below what any batch system waits for an epilogue.
  private static let bound: UInt32 = 10
  /// Milliseconds: for a keeper that is about to finish, and for everything.
  private static let courtesy: UInt64 = 700
  private static let patience: UInt64 = 1_900
  /// Milliseconds for what even SIGKILL takes long to end, when the batch system has gone on.
  private static let afterwards: UInt64 = 60_000

  func run() {
    Hook.run("epilogue", bound: Self.bound) {
      let deadline = Instant.after(Self.patience)
      let call = try HookCall(
        .epilogue, arguments: arguments, environment: Machine.environment)
      let account = try Hook.account(call)
      let records = try JobRecords()
      let end = end(of: call.job, account, records)
      guard let left = end.run(courtesy: Self.courtesy, until: deadline) else { return }
      try Detachment.inChild {
        let stays = end.run(courtesy: 0, until: .after(Self.afterwards))
        log.warning(stays ?? "\(left) after \(Self.patience) ms; it is gone now")
      }
    }
  }

  /// A record of the same number and another user's is not this job's: it is left to the sweep.
  private func end(of job: JobID, _ account: Account, _ records: JobRecords) -> JobEnd {
    guard let record = records.read(job.directoryName), record.uid == account.uid else {
      return JobEnd(job, records, account)
    }
    return JobEnd(record, records, account)
  }
}
