import Glibc
import Linux
import QGui
import SystemPackage

/// A job that runs a program with qgui-run, submitted and attached to.
struct Submission {
  private let request: JobRequest
  private let site: Site
  private let script: String

  /// - Parameter words: the program and its arguments.
  init(
    _ words: [String], _ site: Site, name: String? = nil, _ options: JobOptions = JobOptions()
  ) throws {
    self.site = site
    guard site.isInOrder else {
      throw Ending(ExitStatus.unavailable, "no job can be submitted until that is corrected")
    }
    do {
      let (settings, notice) = try site.settings(SettingsValues(options))
      request = try JobRequest(
        program: words[0], arguments: Array(words.dropFirst()), name: name, settings: settings)
      try request.check(options)
      script = try JobScript(request, qguiRun: site.qguiRun).text
      for line in [notice, request.memoryNotice].compactMap({ $0 }) { say(line) }
    } catch {
      throw Ending(ExitStatus.usage, "\(error)")
    }
  }

  func printScript() { _ = try? FileDescriptor.standardOutput.writeAll(script.systemBytes) }

  /// Attaches to a job that has the program already, unless a fresh one is wanted.
  ///
  /// - Returns: the exit status.
  func run(fresh: Bool, options: AttachOptions) throws -> Int32 {
    // No job is submitted for windows that cannot be shown.
    if !TerminalSession.isAsked(program: request.program, arguments: request.arguments) {
      try Preconditions.check()
    }
    if !fresh, let row = try running() {
      say(
        "\(row.program.printable(limit: 60)) is there already, in job \(row.job): -c makes a new one"
      )
      return try Journey.run(AttachPlan(target: row.target(), site: site, options: options))
    }
    let job = try submit()
    say("submitted job \(job.key)")
    let plan = AttachPlan(target: .job(job), site: site, options: options)
    return try Journey.run(plan, new: request)
  }

  private func running() throws -> SessionRow? {
    let found = try SessionList(site).sessions()
    if let row = found.rows.first(where: { $0.holds(request) }) { return row }
    if let unanswered = found.unanswered {
      throw Ending(ExitStatus.tryAgain, "\(unanswered): -c makes a new job in any case")
    }
    return nil
  }

  /// Slurm's qsub takes a file, and no standard input.
  private func submit() throws -> JobID {
    // Ctrl-C ends qsub, and is heard when it is known whether there is a job.
    try SignalSource.hold(Journey.leaving)
    let directory = try PrivateDirectory.make(name: "qconnect", in: ClientProcess.parents)
    defer { directory.remove() }
    let file = "\(directory.path)/\(request.name)"
    try File.create(file, script.systemBytes)
    let command = Command(
      path: try Site.batchCommand(
        "qsub", orElse: "qsub is not here: log in to the cluster's login node"),
      arguments: [file],
      // With it qsub looks for other lines than those of #PBS.
      environment: Machine.environment.filter { $0.key != "PBS_DPREFIX" })
    guard let said = try Captured.run(command, until: .after(Self.patience)) else {
      throw Ending(
        ExitStatus.tryAgain, "qsub did not answer: see with qstat whether the job was submitted")
    }
    switch QsubAnswer.decide(
      exitStatus: said.status, stdout: said.output, stderr: said.error)
    {
    case .submitted(let job): return job
    case .failed(let report): throw Ending(report)
    }
  }

  /// In milliseconds.
  private static let patience: UInt64 = 60_000
}
