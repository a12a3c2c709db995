import Glibc
import JSON
import Linux
import QGui

/// The user's sessions: what the batch server says of their jobs, by one question, and what the
/// nodes say of what runs there, all at once.
struct SessionList {
  private let site: Site
  private let exchange: NodeExchange

  /// What a node that does not answer costs, in milliseconds.
  private static let patience: UInt64 = 2_000

  init(_ site: Site) {
    self.site = site
    exchange = NodeExchange(site)
  }

  func print(json: Bool) throws {
    let (rows, silence) = try sessions()
    if let silence { say(silence) }
    if json { return Swift.print(try JSONText.of(rows)) }
    guard !rows.isEmpty else { return say("no session of yours: qconnect -g PROGRAM starts one") }
    Swift.print(SessionTable.text(rows, width: Terminal.width(of: STDOUT_FILENO)))
  }

  /// Those that run or wait; of jobs that nobody knows to be sessions only such as qconnect has named.
  ///
  /// - Returns: with them, which nodes did not answer: more may be there.
  func sessions() throws -> (rows: [SessionRow], silence: String?) {
    let jobs = try jobs()
    let hosts = Set(jobs.compactMap(\.host))
    let reports = ask(hosts)
    return (
      SessionRow.join(jobs: jobs, reports: reports),
      SilentNodes.line(hosts.filter { reports[$0] == nil })
    )
  }

  private func jobs() throws -> [JobListRow] {
    guard let user = AccountName(Machine.user.name) else { return [] }
    let said = try Qstat.answer(JobsOfUser.arguments(user: user, subjobs: false))
    let answer = JobList.decide(
      exitStatus: said.status, stdout: said.output, stderr: said.error, isWhole: said.isWhole)
    switch answer {
    case .jobs(let rows): return rows
    case .refuse(let report): throw Ending(report)
    }
  }

  // MARK: the nodes

  /// What each has said; nothing of those that did not answer.
  private func ask(_ hosts: Set<HostName>) -> [HostName: [SessionReport]] {
    let deadline = Instant.after(Self.patience)
    let nonce = newNonce()
    var left = hosts.map { (host: $0, place: NodePlace($0, site)) }
    var reports: [HostName: [SessionReport]] = [:]
    while !left.isEmpty {
      let asked = left.compactMap { host, place in
        (try? exchange.command(.report(nonce: nonce), at: place)).map { (host, place, $0) }
      }
      left = []
      for ((host, place, _), answer) in zip(asked, Captured.run(asked.map(\.2), until: deadline)) {
        guard let answer else { continue }
        if let list = SessionReport.list(answer: answer.output, nonce: nonce) {
          reports[host] = list
        } else if NodeFailure.isUnknownHost(answer.error), let next = place.underNextName {
          left.append((host, next))
        }
      }
    }
    return reports
  }
}
