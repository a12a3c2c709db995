import ArgumentParser
import Linux
import QGui

struct QConnect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qconnect",
    abstract: "Show the windows of a program that runs in your batch job.",
    usage: """
      qconnect [JOB | :N]              attach; without JOB, to the only session there is
      qconnect [options] -g PROGRAM …  run PROGRAM in a job, and attach when it has started
      qconnect -l                      list your sessions
      qconnect --end JOB | --why JOB   end a session; tell how it ended
      """,
    discussion: """
      The program was started in the job by qgui-run. Ctrl-C leaves it running, and qconnect \
      brings its windows back; closing its window ends it. A job that is queued is waited for, and \
      a connection that was lost is made again.
      """,
    version: Version.text)

  @Argument(
    help: "The job, as qsub printed it, or :N for a session on this machine.",
    completion: .shellCommand(ShellCompletion.jobs))
  var job: String?

  @Option(
    name: .customShort("g"), parsing: .remaining,
    help: ArgumentHelp(
      "Run a program in a job, with all the rest of the line as its arguments. A job in which it"
        + " runs already is attached to.", valueName: "program"),
    completion: .shellCommand(ShellCompletion.programs))
  var program: [String] = []

  @Flag(name: .customShort("c"), help: "With -g: a new job in any case.")
  var fresh = false

  @Option(
    name: .customShort("n"), help: ArgumentHelp("With -g: the job's name.", valueName: "name"))
  var name: String?

  @Option(name: .customShort("t"), help: ArgumentHelp("With -g: cores.", valueName: "cores"))
  var cores: String?

  @Option(
    name: .customShort("m"), help: ArgumentHelp("With -g: memory, such as 4gb.", valueName: "mem"))
  var memory: String?

  @Option(
    name: .customShort("w"),
    help: ArgumentHelp("With -g: how long, such as 8h or 08:00:00.", valueName: "walltime"))
  var walltime: String?

  @Option(name: .customShort("q"), help: ArgumentHelp("With -g: the queue.", valueName: "queue"))
  var queue: String?

  @Option(
    name: .customShort("o"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("With -g: one more line of #PBS; may be given again.", valueName: "line"))
  var lines: [String] = []

  @Flag(name: [.customShort("l"), .long], help: "List your sessions.")
  var list = false

  @Flag(help: "With -l: for programs.")
  var json = false

  @Flag(help: "End the session of JOB: its program is asked to close.")
  var end = false

  @Flag(help: "Tell how the session of JOB ended.")
  var why = false

  @Flag(help: "Of a session with a terminal, show the windows alone.")
  var windows = false

  @Flag(help: "For scripts: do not wait for a queued job, do not attach again.")
  var once = false

  @Flag(help: "Print what would be run or submitted; qstat alone is run.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "Where qgui-run is on the node, if not on the PATH there; also $QGUI_RUN.",
      valueName: "path"),
    completion: .file())
  var qguiRun: String?

  @Option(
    help: ArgumentHelp(
      "An option for the xpra client, such as opengl=yes; may be given again.",
      valueName: "name=value"))
  var xpra: [String] = []

  @Flag(name: .shortAndLong, help: "Say what is done.")
  var verbose = false

  /// From PROGRAM on all words are PROGRAM's.
  static func of(_ words: [String]) throws -> QConnect {
    guard let split = ShellCompletion.split(words), var command = try? parse(split.before),
      !command.program.isEmpty
    else { return try parse(words) }
    command.program += split.rest
    return command
  }

  /// The exit status.
  func execute() throws -> Int32 {
    switch try verb() {
    case .attach(let target): return try attach(target)
    case .choose: return try Choosing(try site(), options: try attachOptions()).run()
    case .submit: return try submit()
    case .list:
      try SessionList(try site()).print(json: json)
      return ExitStatus.success
    case .end(let job): return try SessionEnding(job, try site()).run()
    case .why(let job): return try SessionStory(job).tell(site)
    }
  }

  private func attach(_ target: AttachTarget) throws -> Int32 {
    let plan = AttachPlan(target: target, site: try site(), options: try attachOptions())
    guard !dryRun else {
      try plan.printCommands()
      return ExitStatus.success
    }
    return try Journey.run(plan)
  }

  private func submit() throws -> Int32 {
    let site = try site()
    var options = JobOptions()
    options.cores = cores
    options.memory = memory
    options.walltime = walltime
    options.queue = queue
    options.lines = lines
    let submission = try Submission(program, site, name: name, options)
    guard !dryRun else {
      submission.printScript()
      return ExitStatus.success
    }
    return try submission.run(fresh: fresh, options: try attachOptions())
  }
}

// MARK: what is asked

extension QConnect {
  private enum Verb {
    case attach(AttachTarget)
    case choose, submit, list
    case end(JobID)
    case why(JobID)
  }

  private func verb() throws -> Verb {
    let isSubmission = !program.isEmpty
    guard [isSubmission, list, end, why].count(where: { $0 }) <= 1, !isSubmission || job == nil,
      !list || job == nil
    else { throw Ending(ExitStatus.usage, "one thing at a time: see qconnect --help") }
    guard isSubmission || !asksForSubmission else {
      throw Ending(ExitStatus.usage, "-c, -n, -t, -m, -w, -q and -o go with -g PROGRAM")
    }
    guard !dryRun || !(list || end || why) else {
      throw Ending(ExitStatus.usage, "--dry-run goes with a job to attach to, or with -g PROGRAM")
    }
    guard list || !json else { throw Ending(ExitStatus.usage, "--json goes with -l") }
    if isSubmission { return .submit }
    guard Machine.arguments.last != "-g" else {
      throw Ending(ExitStatus.usage, "which program? say it after -g, such as -g rstudio")
    }
    if list { return .list }
    if job == nil, !end, !why, !dryRun { return .choose }
    let target = try target()
    guard end || why else { return .attach(target) }
    guard case .job(let job) = target else {
      throw Ending(ExitStatus.usage, "\(end ? "--end" : "--why") takes a job, as qsub printed it")
    }
    return end ? .end(job) : .why(job)
  }

  private var asksForSubmission: Bool {
    fresh || [name, cores, memory, walltime, queue].contains { $0 != nil } || !lines.isEmpty
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

  private func site() throws -> Site {
    let path = qguiRun ?? Machine.environment["QGUI_RUN"] ?? "qgui-run"
    guard NodeCommand.isSafePath(path) else {
      throw Ending(
        ExitStatus.usage,
        "the path of qgui-run may have letters, digits and ._/+- only: give another one")
    }
    return try Site(qguiRun: path)
  }

  private func attachOptions() throws -> AttachOptions {
    guard xpra.allSatisfy(XpraOption.isWellFormed) else {
      throw Ending(ExitStatus.usage, "--xpra takes NAME=VALUE, such as --xpra opengl=yes")
    }
    return AttachOptions(extra: xpra, windowsAlone: windows, once: once, verbose: verbose)
  }
}
