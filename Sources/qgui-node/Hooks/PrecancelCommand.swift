import ArgumentParser
import Glibc
import Linux
import QGui

struct PrecancelCommand: HookVerb {
  static let configuration = CommandConfiguration(
    commandName: "precancel",
    abstract: "Let a job's session end in order before the job is killed: Torque's precancel.",
    discussion: """
      Torque kills a job 10 ms after its SIGTERM. This asks qgui-run to end the session first, and \
      waits for 0.8 s at most, as pbs_mom waits with all other jobs of the node: programs save their \
      work, attached users learn why. What takes longer is killed with the job, by the epilogue at \
      the latest. Runs as the job's user; the exit status is always 0.
      """)

  @Argument(
    help: ArgumentHelp("All that the batch system gives.", valueName: "argument"))
  var arguments: [String] = []

  /// Milliseconds, in all.
  private static let patience: UInt64 = 800

  func run() {
    do {
      let call = try HookCall(
        .epilogue, arguments: arguments, environment: Machine.environment)
      end(call.job.directoryName)
    } catch {
      log.warning("precancel: \(error)")
    }
  }

  private func end(_ name: String) {
    let deadline = Instant.after(Self.patience)
    for files in SessionDirectory.all where files.name == name {
      let record = SessionRecord.read(files.record)
      guard record?.host == Machine.hostName, let keeper = record?.process(.keeper) else {
        continue
      }
      record?.process(.runner)?.send(SIGTERM, for: .batchSystem)
      _ = keeper.waitForEnd(until: deadline)
    }
  }
}
