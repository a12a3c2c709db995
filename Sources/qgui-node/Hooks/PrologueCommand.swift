import ArgumentParser
import QGui

struct PrologueCommand: HookVerb {
  static let configuration = CommandConfiguration(
    commandName: "prologue",
    abstract: "Put a new job into a memory group of its own, limited to its request.",
    discussion: """
      For OpenPBS, Torque and Slurm, as their hooks call it: pbs/prologue. Whatever goes wrong is \
      in the system's log; the exit status is always 0.
      """)

  @Option(
    help: ArgumentHelp(
      "The job's memory on this node, for hooks that know it, for example 4gb.", valueName: "size"))
  var mem: String?

  @Argument(
    help: ArgumentHelp("All that the batch system gives.", valueName: "argument"))
  var arguments: [String] = []

  /// Milliseconds; OpenPBS waits 30 s for a prologue.
  private static let bound: UInt64 = 20_000

  func run() {
    Hook.run("prologue", bound: Self.bound) {
      try Prologue(arguments: arguments, memory: mem.map { try MemorySize(option: $0) }).run()
    }
  }
}

extension PrologueCommand {
  static func given(_ words: PrologueWords) -> PrologueCommand {
    var command = given(words.ofBatchSystem)
    command.mem = words.memory
    return command
  }
}
