import QGui
import Testing
import Transcripts

private func jobs(_ text: String) -> [JobListRow] {
  guard
    case .jobs(let rows) = JobList.decide(exitStatus: 0, stdout: text, stderr: "", isWhole: true)
  else {
    return []
  }
  return rows
}

private func jobs(_ system: String, _ file: String) -> [JobListRow] {
  jobs(Transcripts.text(system, file))
}

private func row(
  _ id: String, _ name: String, _ state: JobState, _ host: String? = nil, requested: UInt64? = nil,
  elapsed: UInt64? = nil
) throws -> JobListRow {
  JobListRow(
    id: try JobID(id), name: name, state: state, host: host.flatMap { HostName($0) },
    requestedTime: requested, elapsedTime: elapsed)
}

@Suite struct JobListTests {
  @Test(arguments: ["qstat_u_n1.txt", "qstat_u_n1_w.txt"])
  func readsOpenPBS(_ file: String) throws {
    let (one, two) = ("pbsnode01", "pbsnode02")
    #expect(
      jobs("openpbs", file) == [
        try row("0", "first_job", .running, one, elapsed: 120),
        try row("2", "longenv", .running, one, elapsed: 120),
        try row("4", "bigwait", .queued), try row("5", "held", .held),
        try row("6", "later", .waiting), try row("8[]", "arr", .begun),
        try row("9", "multi", .running, one, elapsed: 0),
        try row("10", "hetero", .running, one, requested: 3600, elapsed: 0),
        try row("14", "12345", .running, two, elapsed: 60),
        try row("15", "-foo", .running, two, elapsed: 0),
        try row("21", "fromnode", .running, one, elapsed: 0),
      ])
  }

  @Test func readsTorque() throws {
    let rows = jobs("torque", "qstat-n-1-gap.out")
    #expect(rows.count == 13)
    #expect(rows[0] == (try row("1", "gui_job.test+1", .completed, requested: 3600)))
    #expect(rows[4] == (try row("5", "multi", .running, "tqnode03", requested: 3600, elapsed: 53)))
    #expect(rows[4].timeLeft == 3547)
    // What Torque prints as its elapsed time is the requested one.
    #expect(rows[7] == (try row("8", "waitjob", .waiting, requested: 3600)))
    #expect(rows[7].timeLeft == nil)
    #expect(rows[9] == (try row("11[]", "arr", .running, requested: 3600)))
    #expect(rows[12] == (try row("18", "gap", .running, "tqnode01", requested: 3600, elapsed: 2)))
    let subjobs = jobs("torque", "qstat-n-1-t.out").filter { $0.id.index != nil }
    #expect(
      subjobs.map(\.id.key) == [
        "11[1]", "11[2]", "11[3]", "12[1]", "12[5]", "12[7]", "12[8]",
      ])
    #expect(subjobs.last?.state == .held)
  }

  @Test func readsSlurm() throws {
    let rows = jobs("slurm-torque", "qstat-u-n-1.out")
    #expect(rows.map(\.id.number) == [442600, 442601, 442602, 442603, 442605, 442606])
    #expect(
      rows[3] == (try row("442603", "two", .running, "node01", requested: 3600, elapsed: 0)))
    #expect(rows[4] == (try row("442605", "later", .queued, requested: 3600)))
    #expect(jobs("slurm-torque", "qstat-n-1-running.out").count == 1)
  }

  @Test(arguments: [("slurm-torque", "qstat-u-none.out"), ("openpbs", "qstat_u_other.txt")])
  func noOutputIsNoJob(_ system: String, _ file: String) {
    let text = Transcripts.text(system, file)
    #expect(JobList.decide(exitStatus: 0, stdout: text, stderr: "", isWhole: true) == .jobs([]))
  }

  /// A name is what its user made of it.
  @Test(arguments: [
    "a b", "x R 00:00 node09/1", "1 2 3 4 5 6 7 8 9", "\u{301}x", "-- -- R", "",
  ])
  func namesHoldBlanks(_ name: String) throws {
    let line = "7.s u q \(name) -- 1 1 -- 01:00 R 00:30 node01/1"
    let only = try #require(jobs(line).first)
    #expect(only.host == HostName("node01"))
    #expect(only.state == .running)
    #expect(only.timeLeft == 1800)
    #expect(only.name == name || name == "\u{301}x")
  }

  @Test func namesAreMadeSafe() throws {
    let only = try #require(jobs("7 u q a\u{1B}[2J\u{202E}b -- 1 1 -- 01:00 Q -- --").first)
    #expect(isOneSafeLine(only.name))
  }

  /// OpenPBS cuts ids after 15 characters.
  @Test(
    arguments: [
      ("1234567[12345].", "1234567[12345]"), ("999999999999.pb", "999999999999"),
      ("442611.x-", "442611"), ("1234567[123456]", "1234567[123456]"), ("12345678[123456", nil),
      ("1234567890[", nil), ("12x", nil), ("007", nil), ("12345678901234", nil),
    ] as [(String, String?)])
  func takesWhatIsWholeOfAnId(_ word: String, _ key: String?) {
    let line = "\(word) u q n -- 1 1 -- 01:00 R 00:30 node01/1\n1 u q n -- 1 1 -- -- Q -- --"
    #expect(jobs(line).map(\.id.key) == (key.map { [$0] } ?? []) + ["1"])
  }

  @Test(
    arguments: [
      ("00:00", 0), ("01:30", 5400), ("100:30:15", 361_815), ("100:3", 361_800), ("99:59", 359_940),
      ("1000:", 3_600_000), ("--", nil), ("Infin", nil), ("71582", nil), ("-1:00", nil),
      ("1:2:3:4", nil), ("01:000", nil), (":30", nil), ("99999999:00", nil),
    ] as [(String, UInt64?)])
  func times(_ word: String, _ seconds: UInt64?) {
    let line = "1 u q n -- 1 1 -- \(word) R \(word) n/1"
    #expect(jobs(line).map(\.requestedTime) == [seconds])
    #expect(jobs(line).map(\.elapsedTime) == [seconds])
  }

  @Test func failures() {
    func refusal(_ status: Int32, _ stdout: String = "", _ stderr: String = "") -> AttachReport? {
      let answer = JobList.decide(
        exitStatus: status, stdout: stdout, stderr: stderr, isWhole: true)
      guard case .refuse(let report) = answer else { return nil }
      return report
    }
    for status: Int32 in [8, 111, 162, 255] {
      #expect(refusal(status)?.line.hasPrefix("the batch server does not answer") == true)
      #expect(refusal(status)?.status == 75)
    }
    #expect(refusal(33)?.line.hasPrefix("trqauthd of Torque") == true)
    #expect(refusal(110, "", "qstat: cannot connect to server s (errno=110)")?.status == 75)
    #expect(refusal(2, "", "\u{1B}[2J")?.status == 69)
    #expect(refusal(0, "7 what is this\n") == nil)
    #expect(refusal(0, "007 u q n -- 1 1 -- -- Q -- --\n")?.status == 69)
    let cut = JobList.decide(exitStatus: 0, stdout: "", stderr: "", isWhole: false)
    guard case .refuse(let report) = cut else {
      Issue.record("\(cut)")
      return
    }
    #expect(report.status == 69 && report.line.hasPrefix("qstat's list of your jobs is too long"))
    for report in [refusal(2), refusal(0, "007 u q n -- 1 1 -- -- Q -- --\n")] {
      #expect(report.map { isOneSafeLine($0.line) } == true)
    }
  }
}
