/// A batch job that runs a program with windows, as it was asked for.
public struct JobRequest: Equatable, Sendable {
  public let program: String
  public let arguments: [String]
  public let name: JobName
  /// Of one node.
  public let cores: JobCores
  /// Nil: what the queue gives, as with all that follows.
  public let memory: MemorySize?
  public let walltime: WallTime?
  public let queue: QueueName?
  public let syntax: JobSyntax
  /// The lines of the settings before those of the options.
  public let directives: [JobDirective]

  /// - Parameters:
  ///   - program: a name or a path.
  ///   - name: what follows -n.
  ///   - settings: resolved with `SettingsValues(JobOptions)` as the options.
  /// - Throws: about the first of these that no job's script can hold.
  public init(
    program: String, arguments: [String], name: String?, settings: Settings
  ) throws(JobRequestError) {
    try checkProgram(program)
    for (index, argument) in arguments.enumerated() {
      try checkLine(argument, "argument \(index + 1) of the program")
    }
    self.program = program
    self.arguments = arguments
    self.name =
      try value("-n", name, JobName.init(option:)) ?? JobName(program: program)
    cores = settings.jobCores ?? .one
    memory = settings.jobMemory
    walltime = settings.jobWalltime
    queue = settings.jobQueue
    syntax = settings.jobSyntax
    directives = settings.jobOptions
  }
}

extension JobRequest {
  /// What its session's record calls the program.
  var programName: String { program.split(separator: "/").last.map { String($0) } ?? program }
}

private func checkProgram(_ program: String) throws(JobRequestError) {
  guard let first = program.utf8.first else {
    throw JobRequestError("which program? say its name, such as rstudio")
  }
  guard first != UInt8(ascii: "-") else {
    throw JobRequestError(program, "is no program: options come first, then its name or path")
  }
  try checkLine(program, "the program's name")
}

/// A line that ends within a word could begin a new one of `#PBS`.
private func checkLine(_ text: String, _ what: String) throws(JobRequestError) {
  let isBroken = text.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "\n") }
  guard !isBroken else {
    throw JobRequestError("\(what) has a line break or a NUL: put it into a script and say that")
  }
}
