import Glibc
import JSON
import Linux
import QGui

/// The user's sessions: what the batch server says of their jobs, and what the nodes say of what runs
/// there, all at once.
struct SessionList {
  private let site: Site
  private let exchange: NodeExchange

  /// How long all nodes together, and pbsnodes, may take, in milliseconds.
  private static let longestWait: UInt64 = 2_000

  init(_ site: Site) {
    self.site = site
    exchange = NodeExchange(site)
  }

  func print(json: Bool) throws {
    let (rows, unanswered) = try sessions()
    if let unanswered { say(unanswered) }
    if json { return Swift.print(try JSONText.of(rows)) }
    guard !rows.isEmpty else {
      // A node that did not answer may have one.
      if unanswered == nil { say("no session of yours: qconnect -g PROGRAM starts one") }
      return
    }
    Swift.print(SessionTable.text(rows, width: Terminal.width(of: STDOUT_FILENO)))
  }

  /// Those that run or wait. Of jobs that no node has a session of, only those with a name that qconnect
  /// gives.
  ///
  /// - Returns: with them, a line about the nodes that did not answer.
  func sessions() throws -> (rows: [SessionRow], unanswered: String?) {
    let jobs = try jobs()
    let hosts = Dictionary(jobs.compactMap { job in job.host.map { ($0, job.hostNames) } }) {
      one, _ in
      one
    }
    let reports = ask(hosts)
    return (
      SessionRow.join(jobs: jobs, reports: reports),
      SilentNodes.line(hosts.keys.filter { reports[$0] == nil })
    )
  }

  private func jobs() throws -> [JobListRow] {
    guard let user = AccountName(Machine.user.name) else { return [] }
    var rows = try jobs(of: user, subjobs: false)
    if JobList.lacksSubjobs(rows) { rows = try jobs(of: user, subjobs: true) }
    let reports = try reports(of: JobList.inDetail(rows))
    return rows.map { row in reports[row.id.key].map { JobListRow(row, report: $0) } ?? row }
  }

  /// By their keys; none where the server does not answer.
  private func reports(of jobs: [JobID]) throws -> [String: JobReport] {
    guard !jobs.isEmpty, let said = try Qstat.ask(["-f"] + jobs.map(\.description)) else {
      return [:]
    }
    return QstatAnswer.reports(
      in: said.output, user: Machine.user.name, exitStatus: said.status, isWhole: said.isWhole)
  }

  private func jobs(of user: AccountName, subjobs: Bool) throws -> [JobListRow] {
    let said = try Qstat.answer(JobsOfUser.arguments(user: user, subjobs: subjobs))
    let answer = JobList.decide(
      exitStatus: said.status, stdout: said.output, stderr: said.error, isWhole: said.isWhole)
    switch answer {
    case .jobs(let rows): return rows
    case .refuse(let report): throw Ending(report)
    }
  }

  // MARK: the nodes

  /// What each has said; nothing of those that did not answer.
  ///
  /// - Parameter hosts: each with all of its names.
  private func ask(_ hosts: [HostName: [HostName]]) -> [HostName: [SessionReport]] {
    let deadline = Instant.after(Self.longestWait)
    let nonce = newNonce()
    var left = hosts.map { (host: $0.key, place: NodePlace($0.value, site)) }
    var nameless: [(host: HostName, place: NodePlace)] = []
    var reports: [HostName: [SessionReport]] = [:]
    while !left.isEmpty, Instant.now < deadline {
      let asked = left.compactMap { host, place in
        (try? exchange.command(.report(nonce: nonce), at: place)).map { (host, place, $0) }
      }
      left = []
      for ((host, place, _), answer) in zip(asked, Captured.run(asked.map(\.2), until: deadline)) {
        guard let answer else { continue }
        if let list = SessionReport.list(answer: answer.output, nonce: nonce) {
          reports[host] = list
        } else if NodeFailure.isUnknownHost(answer.error) {
          if let next = place.underNextKnownName {
            left.append((host, next))
          } else {
            nameless.append((host, place))
          }
        }
      }
      // After all others, which must not wait for it.
      if left.isEmpty {
        left = underNames(ofPbsnodes: nameless, until: deadline)
        nameless = []
      }
    }
    return reports
  }

  /// Those of which pbsnodes knows another name.
  private func underNames(
    ofPbsnodes nameless: [(host: HostName, place: NodePlace)], until deadline: Instant
  ) -> [(host: HostName, place: NodePlace)] {
    let names = Pbsnodes.hosts(of: nameless.compactMap(\.place.vnodeToAsk), until: deadline)
    return nameless.compactMap { host, place in
      place.vnodeToAsk.flatMap { names[$0] }.flatMap(place.under).map { (host, $0) }
    }
  }
}
