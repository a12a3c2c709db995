import ArgumentParser
import Linux
import QGui

extension HookWords {
  static let runHelp = ArgumentHelp(
    "Which of the job's runs it is, for hooks that know it.", valueName: "number")
}

/// A verb at the start of a job.
protocol StartVerb: HookVerb {
  var mem: String? { get set }
  var runCount: UInt32? { get set }
}

extension StartVerb {
  mutating func take(_ options: [HookWords.Option: String]) {
    mem = options[.memory]
    runCount = options[.run].flatMap { UInt32($0) }
  }

  /// Milliseconds. OpenPBS waits 30 s for a prologue in a process of the job's own; the events that come
  /// without one hold up its daemon, and all jobs of the node.
  fileprivate static var bound: UInt64 { JobShell.ofHook() == nil ? 2_000 : 20_000 }

  fileprivate func start() throws -> JobStart {
    try JobStart(
      arguments: arguments, memory: mem.map { try MemorySize(option: $0) }, run: runCount)
  }
}

struct PrologueCommand: StartVerb {
  static let configuration = CommandConfiguration(
    commandName: "prologue",
    abstract: "Make the memory group of a new job, limited to its request.",
    discussion: """
      For OpenPBS, Torque and Slurm, as their hooks call it: pbs/prologue. The job's shell is moved \
      into the group where the batch system has started it. An error is in the system's log; the \
      exit status is always 0.
      """)

  @Option(
    help: ArgumentHelp(
      "The job's memory on this node, for hooks that know it, for example 4gb.", valueName: "size"))
  var mem: String?

  @Option(name: .customLong("run"), help: HookWords.runHelp)
  var runCount: UInt32?

  @Argument(
    help: ArgumentHelp("All that the batch system gives.", valueName: "argument"))
  var arguments: [String] = []

  func run() {
    Hook.run("prologue", bound: Self.bound) { try start().begin() }
  }
}

struct LaunchCommand: StartVerb {
  static let configuration = CommandConfiguration(
    commandName: "launch",
    abstract: "Move a process of a job into the job's memory group: OpenPBS's execjob_launch.",
    discussion: """
      For the job's shell and each task of pbsdsh and mpiexec, as pbs/qgui_hook.py calls it. Where no \
      prologue has made the group, this does. An error is in the system's log; the exit status is \
      always 0.
      """)

  @Option(
    help: ArgumentHelp(
      "The job's memory on this node, for hooks that know it, for example 4gb.", valueName: "size"))
  var mem: String?

  @Option(name: .customLong("run"), help: HookWords.runHelp)
  var runCount: UInt32?

  @Argument(
    help: ArgumentHelp("All that the batch system gives.", valueName: "argument"))
  var arguments: [String] = []

  func run() {
    Hook.run("launch", bound: Self.bound) { try start().launch() }
  }
}
