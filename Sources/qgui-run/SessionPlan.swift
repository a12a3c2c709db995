import Cgroups
import Glibc
import Linux
import QGui

/// What was decided before anything was started.
struct SessionPlan {
  let job: JobID?
  /// The display that the user asked for.
  let asked: DisplayNumber?
  /// Milliseconds.
  let grace: UInt64
  let xpraOptions: [String]
  let walltimeWarnings: WarningTimes
  let onWarning: WarningCommand?
  /// The file to execute.
  let program: String
  let arguments: [String]
  /// PROGRAM is the tmux server of a terminal.
  let isTerminal: Bool
  /// The terminal that PROGRAM gets, if it gets one.
  let terminal: ProgramTerminal?
  /// PROGRAM is not to see that it runs in a batch job.
  let hidesBatch: Bool
  let containment: Containment
  let environment: [String: String]
  let user: Machine.User
  let host: String
  let isVerbose: Bool

  /// How messages name it.
  var programName: String { program.split(separator: "/").last?.printable() ?? program }

  /// The job's environment as PROGRAM is to have it.
  var programEnvironment: [String: String] {
    var result = hidesBatch ? SessionEnvironment.interactive(environment) : environment
    if let terminal { result["TERM"] = terminal.name }
    return result
  }

  /// The signals that PROGRAM goes on to ignore, as nohup(1) and `trap ''` want it. Batch systems ignore
  /// some in every job, where no terminal hangs up: windows of terminals, when they are closed, are to end
  /// what runs in them, and pipes are to end who writes to no reader.
  var keptSignals: [Int32] {
    let ofBatchSystems = job == nil ? [] : [SIGHUP, SIGPIPE, SIGQUIT]
    let ofTerminal = terminal == nil ? [] : [SIGHUP]
    return Inheritance.own.ignored.filter { !(ofBatchSystems + ofTerminal).contains($0) }
  }

  var candidates: DisplayCandidates {
    if let asked { return DisplayCandidates(asked: asked) }
    let unforeseen = (0..<32).map { _ in UInt32.random(in: DisplayCandidates.unforeseen) }
    return DisplayCandidates(job: job, unforeseen: unforeseen)
  }

  /// PROGRAM's own memory group, if it gets one.
  func group(name: String) -> MemoryGroup? {
    guard case .group(let parent, _, _) = containment else { return nil }
    return MemoryGroup(location: parent.child(name))
  }

  func endedRecord(of directoryName: String) -> String {
    StateFiles.endedRecord(
      environment: environment, home: user.home, jobDirectoryName: directoryName, host: host)
  }
}
