import ArgumentParser
import Linux
import QGui

/// The one line and the exit status with which qconnect ends before it has attached.
struct Ending: Error {
  let report: AttachReport

  init(_ report: AttachReport) { self.report = report }

  init(_ status: Int32, _ line: String) { self.init(AttachReport(status, line)) }
}

struct QConnect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qconnect",
    abstract: "Show the windows of a program that runs in your batch job.",
    discussion: """
      The program was started in the job by qgui-run. Ctrl-C leaves it running, and qconnect \
      brings its windows back; closing its window ends it.
      """,
    version: Version.text)

  @Argument(help: "The job, as qsub printed it, or :N for a session on this machine.")
  var job: String?

  @Flag(help: "Print the commands instead of running them; qstat alone is run.")
  var dryRun = false

  @Option(help: "Where qgui-run is on the node, if not on the PATH there; also $QGUI_RUN.")
  var qguiRun: String?

  @Option(help: "An option for the xpra client, NAME=VALUE; may be given again.")
  var xpra: [String] = []

  @Flag(name: .shortAndLong, help: "Say what is done.")
  var verbose = false

  /// The exit status.
  func execute() throws -> Int32 {
    let plan = AttachPlan(
      target: try target(), qguiRun: try qguiRunPath(), extra: try clientOptions(), verbose: verbose
    )
    if dryRun {
      try plan.resolved().printCommands()
      return ExitStatus.success
    }
    try Preconditions.check()
    return try Connection.run(plan)
  }

  private func target() throws -> AttachTarget {
    let target: AttachTarget
    do { target = try AttachTarget(operand: job ?? "") } catch {
      throw Ending(ExitStatus.usage, error.description)
    }
    if case .job(let job) = target,
      case .refuse(let status, let line) = QstatAnswer.refusal(before: job)
    {
      throw Ending(status, line)
    }
    return target
  }

  private func qguiRunPath() throws -> String {
    let path = qguiRun ?? Machine.environment["QGUI_RUN"] ?? "qgui-run"
    guard NodeCommand.isSafePath(path) else {
      throw Ending(
        ExitStatus.usage,
        "the path of qgui-run may have letters, digits and ._/+- only: give another one")
    }
    return path
  }

  private func clientOptions() throws -> [String] {
    guard xpra.allSatisfy(XpraOption.isWellFormed) else {
      throw Ending(ExitStatus.usage, "--xpra takes NAME=VALUE, such as --xpra opengl=yes")
    }
    return xpra
  }
}
