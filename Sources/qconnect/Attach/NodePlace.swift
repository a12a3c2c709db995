import Linux
import QGui

/// Where a session is.
enum NodePlace: Equatable {
  /// On this very machine.
  case here
  /// On a host of the batch system, under one of these names. Where `exec_host` has the name of a
  /// vnode, pbsnodes may know another name of its host: nil once it was asked.
  case host([HostName], vnode: HostName?)

  var description: String {
    switch self {
    case .here: "this machine"
    case .host(let names, _): names[0].description
    }
  }

  /// Nil for this machine.
  var name: HostName? {
    if case .host(let names, _) = self { names[0] } else { nil }
  }

  /// How long pbsnodes may take, in milliseconds.
  private static let longestQuestion: UInt64 = 10_000

  /// Under the next name, where this one is not known.
  func underNextName() -> NodePlace? {
    if let next = underNextKnownName { return next }
    guard let vnode = vnodeToAsk else { return nil }
    let hosts = Pbsnodes.hosts(of: [vnode], until: .after(Self.longestQuestion))
    return under(hosts[vnode] ?? [])
  }

  /// The same without a question to the batch system.
  var underNextKnownName: NodePlace? {
    guard case .host(let names, let vnode) = self, names.count > 1 else { return nil }
    return .host(Array(names.dropFirst()), vnode: vnode)
  }

  /// What pbsnodes can be asked about once no other name is left.
  var vnodeToAsk: HostName? {
    guard case .host(let names, let vnode) = self, names.count == 1 else { return nil }
    return vnode
  }

  /// - Parameter names: those that pbsnodes has of the host.
  func under(_ names: [HostName]) -> NodePlace? {
    let others = names.filter { $0 != name }
    guard !others.isEmpty else { return nil }
    return NodePlace.isHere(others) ? .here : .host(others, vnode: nil)
  }

  /// - Parameter names: of one host, as the batch system has them; not empty.
  init(_ names: [HostName], _ site: Site) {
    self =
      Self.isHere(names) ? .here : .host(site.names(of: names), vnode: names.first)
  }

  private static func isHere(_ names: [HostName]) -> Bool {
    names.contains { $0.isSameMachine(as: Machine.hostName) }
  }

  /// - Parameter waiting: what to say of a job that has yet to run.
  /// - Throws: `Ending` for a job that does not run.
  static func now(
    of target: AttachTarget, _ site: Site,
    waiting: (JobReport) -> AttachReport = QstatAnswer.refusal(waiting:)
  ) throws -> NodePlace {
    guard case .job(let job) = target else { return .here }
    switch try QstatAnswer.now(of: job) {
    case .attach(let report, _): return NodePlace(report.hostNames, site)
    case .wait(let report): throw Ending(waiting(report))
    case .ending(let report): throw Ending(QstatAnswer.refusal(ending: report))
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
