import ArgumentParser
import QGui

struct EpilogueCommand: HookVerb {
  static let configuration = CommandConfiguration(
    commandName: "epilogue",
    abstract: "End whatever a job has left on this node.",
    discussion: """
      For OpenPBS, Torque and Slurm, as their hooks call it: pbs/epilogue. Whatever goes wrong is \
      in the system's log; the exit status is always 0.
      """)

  @Option(name: .customLong("run"), help: HookWords.runHelp)
  var runCount: UInt32?

  @Argument(
    help: ArgumentHelp("All that the batch system gives.", valueName: "argument"))
  var arguments: [String] = []

  /// Milliseconds.
  static let bound: UInt64 = 1_900

  mutating func take(_ options: [HookWords.Option: String]) {
    runCount = options[.run].flatMap { UInt32($0) }
  }

  func run() {
    Hook.run("epilogue", bound: Self.bound) {
      try Epilogue(arguments: arguments, ofRun: runCount).run()
    }
  }
}
