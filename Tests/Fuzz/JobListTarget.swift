/// What `qstat -n -1 -u USER` and the nodes list, and the table that is made of it.
///
/// Fields: qstat's list, a node's, what was typed to choose, the errors.
enum JobListTarget {
  static let target = FuzzTarget("job-list", seeds: seeds) { input in
    let text = input[0]
    if case .refuse(let report) = JobList.decide(
      exitStatus: 1, stdout: text, stderr: input[3], isWhole: true)
    {
      expectGood(report)
    }
    switch JobList.decide(exitStatus: 0, stdout: text, stderr: input[3], isWhole: true) {
    case .refuse(let report): expectGood(report)
    case .jobs(let jobs):
      for job in jobs { check(job) }
      let hosts = Set(jobs.compactMap(\.host))
      if let host = hosts.first { _ = JobsOfUser.answer(on: "\(host)", list: text) { true } }
      let reports = SessionReport.list(text: input[1])
      let answers = hosts.prefix(1).map { ($0, reports) }
      let sessions = SessionRow.join(jobs: jobs, reports: .init(uniqueKeysWithValues: answers))
      check(Array((sessions + jobs.map { SessionRow($0) }).prefix(50)), typed: input[2])
    }
  }

  private static let seeds = [
    "7.head alice batch int_xterm 123 1 2 4gb 01:00 R 00:10 n1/0*2+n2/0\n"
      + "8[1].head alice batch int_tmux -- 1 1 -- 01:00:00 Q -- --\n"
      + "9 alice b a name 1 1 1 -- 100:3 S 00:01 n2/1\n\0"
      + "job = 7\nprogram = xterm\nstate = attachable\nterminal = yes\ndisplay = 7\n"
      + "memoryUsed = 1048576\nmemoryLimit = 4294967296\nclients = 1\n\n\u{0}2"
  ]

  private static func check(_ job: JobListRow) {
    expectSafe(job.name)
    expect(job.server == nil, "a list has a server's name")
    if let left = job.timeLeft {
      expect(left <= job.requestedTime ?? 0, "more time than asked for")
    }
  }

  private static func check(_ rows: [SessionRow], typed: String) {
    for width in [nil, 1, 7, 30, 50, 80, 200] {
      let lines = SessionTable.text(rows, width: width).split(
        separator: "\n", omittingEmptySubsequences: false)
      expectSame(lines.count, rows.count + 1, "lines of the table")
      for line in lines.map(String.init) {
        expectSafe(line)
        expect(line.unicodeScalars.last != " ", "a blank at the end of a line")
        if let width { expect(line.columns <= width, "a line wider than \(width): '\(line)'") }
      }
    }
    let choice = SessionChoice(rows)
    switch choice.answer(typed) {
    case .chosen(let row): expect(rows.contains(row), "a row that is not there")
    case .unclear(let line): expectSafe(line)
    case .nothing: break
    }
    _ = SessionPick.of(rows)
  }
}

extension JobListRow {
  fileprivate var server: HostName? { id.server }
}
