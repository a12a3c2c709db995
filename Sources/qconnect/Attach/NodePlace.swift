import Linux
import QGui

/// Where a session is.
enum NodePlace: Equatable {
  /// On this very machine.
  case here
  /// On a host of the batch system, under one of these names.
  case host([HostName])

  var description: String {
    switch self {
    case .here: "this machine"
    case .host(let names): names[0].description
    }
  }

  /// Nil for this machine.
  var name: HostName? {
    if case .host(let names) = self { names[0] } else { nil }
  }

  /// Under the next name, where this one is not known.
  var underNextName: NodePlace? {
    guard case .host(let names) = self, names.count > 1 else { return nil }
    return .host(Array(names.dropFirst()))
  }

  init(_ host: HostName, _ site: Site) {
    self = host.isSameMachine(as: Machine.hostName) ? .here : .host(site.names(of: host))
  }

  /// - Parameter waiting: what to say of a job that has yet to run.
  /// - Throws: `Ending` for a job that does not run.
  static func now(
    of target: AttachTarget, _ site: Site,
    waiting: (JobReport) -> AttachReport = QstatAnswer.refusal(waiting:)
  ) throws -> NodePlace {
    guard case .job(let job) = target else { return .here }
    switch try QstatAnswer.now(of: job) {
    case .attach(_, let host): return NodePlace(host, site)
    case .wait(let report): throw Ending(waiting(report))
    case .refuse(let status, let line): throw Ending(status, line)
    }
  }
}

extension QstatAnswer {
  /// By one question to the batch server.
  static func now(of job: JobID) throws -> QstatAnswer {
    let said = try Qstat.answer(["-f", job.description])
    return decide(
      job: job, user: Machine.user.name, exitStatus: said.status, stdout: said.output,
      stderr: said.error)
  }
}
