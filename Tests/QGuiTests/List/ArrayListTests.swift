import QGui
import Testing
import Transcripts

private func rows(_ text: String) -> [JobListRow] {
  let answer = JobList.decide(exitStatus: 0, stdout: text, stderr: "", isWhole: true)
  guard case .jobs(let rows) = answer else { return [] }
  return rows
}

private func line(
  _ id: String, _ state: String, name: String = "arr", host: String = "--", time: String = "--"
) -> String {
  "\(id) u workq \(name) -- 1 1 100mb 01:00 \(state) \(time) \(host)\n"
}

private func reports(_ keys: [String], on host: String) -> [HostName: [SessionReport]] {
  guard let name = HostName(host) else { return [:] }
  return [name: keys.map { SessionReport(job: $0, program: "xterm", state: .attachable) }]
}

@Suite struct ArrayListTests {
  @Test(arguments: [
    ("openpbs", "qstat_u_n1_arrays.txt", true), ("openpbs", "qstat_u_n1.txt", true),
    ("openpbs", "qstat_t_u_n1_arrays.txt", false), ("torque", "qstat-n-1-gap.out", true),
    ("torque", "qstat-n-1-t.out", false), ("torque", "qstat-n-1-arrays.out", true),
    ("torque", "qstat-t-n-1-arrays.out", false), ("slurm-torque", "qstat-u-n-1.out", false),
  ])
  func knowsWhereSubjobsAreMissing(_ system: String, _ file: String, _ lacks: Bool) {
    #expect(JobList.lacksSubjobs(rows(Transcripts.text(system, file))) == lacks)
  }

  @Test(arguments: [("Q", true), ("H", true), ("B", true), ("R", true), ("F", false), ("C", false)])
  func asksForArraysThatRunOrWill(_ state: String, _ lacks: Bool) {
    #expect(JobList.lacksSubjobs(rows(line("57[].srv", state) + line("3.srv", "R"))) == lacks)
    #expect(!JobList.lacksSubjobs(rows(line("3.srv", state))))
  }

  @Test func ofARealServer() {
    let jobs = rows(Transcripts.text("openpbs", "qstat_t_u_n1_arrays.txt"))
    #expect(
      jobs.filter { $0.id.index != nil && $0.host != nil }.map(\.id.key) == [
        "1[1]", "1[2]", "14[5]", "14[7]",
      ])
    let sessions = SessionRow.join(
      jobs: jobs, reports: reports(["1[2]", "14[5]", "0"], on: "pbsnode01"))
    #expect(
      sessions.map { "\($0.job) \($0.state)" } == [
        "0 suspended", "1[2] running", "14[5] running", "14[7] running", "14[9] queued",
        "15 queued",
      ])
  }

  /// A subjob with a session is one that is picked, and none is submitted beside it.
  @Test func isPicked() throws {
    let text = line("57[].srv", "Q") + line("57[12].srv", "R", name: "arr-12", host: "n1/0")
    let sessions = SessionRow.join(jobs: rows(text), reports: reports(["57[12]"], on: "n1"))
    guard case .one(let row) = SessionPick.of(sessions) else {
      Issue.record("\(sessions)")
      return
    }
    #expect(AttachTarget(key: row.job) == .job(try JobID("57[12]")))
  }

  @Test func thousandsOfSubjobs() throws {
    let running = (1...4000).map {
      line("1234567[\($0)].srv", "R", name: "int_a", host: "n\($0 % 3)/0", time: "00:10")
    }
    let waiting = (4001...9000).map { line("1234567[\($0)].srv", "Q", name: "int_a") }
    let jobs = rows(running.joined() + waiting.joined())
    #expect(jobs.count == 9000)
    let asked = JobList.inDetail(jobs)
    #expect(asked.count == JobList.mostInDetail)
    #expect(asked.prefix(3).map(\.key) == ["1234567[1]", "1234567[2]", "1234567[3]"])
    let sessions = SessionRow.join(jobs: jobs, reports: [:])
    #expect(sessions.count == 4001)
    #expect(sessions.last?.job == "1234567[4001]")
  }

  /// OpenPBS puts a * where it cuts.
  @Test(
    arguments: [
      ("1234567[12345]*", "1234567[12345]"), ("9999999[99999]*", "9999999[99999]"),
      ("12345678[12345*", nil), ("123456789.pbsh*", "123456789"), ("7*", "7"), ("*", nil),
    ] as [(String, String?)])
  func takesWhatIsWholeOfAnId(_ word: String, _ key: String?) {
    let jobs = rows(line(word, "R", host: "n1/0") + line("1.s", "Q"))
    #expect(jobs.map(\.id.key) == (key.map { [$0] } ?? []) + ["1"])
  }

  @Test(
    arguments: [
      ("int_rstud*", "rstudio-server", true), ("int_rstud*", "rstudies", true),
      ("int_rstud*", "rstools", false), ("int_a*", "a*", false), ("int_matlab", "matlab", true),
      ("int_matla*", "matlab-2026", true), ("int_*", "anything", false),
    ])
  func knowsItsOwnNameCut(_ name: String, _ program: String, _ holds: Bool) throws {
    let jobs = rows(line("7.s", "Q", name: name))
    let row = try #require(SessionRow.join(jobs: jobs, reports: [:]).first)
    let request = try JobRequest(
      program: program, arguments: [], name: nil, settings: Settings())
    #expect(row.holds(request) == holds)
  }
}

private func reports(
  _ text: String, user: String = "u", exitStatus: Int32 = 0, isWhole: Bool = true
) -> [String: JobReport] {
  QstatAnswer.reports(in: text, user: user, exitStatus: exitStatus, isWhole: isWhole)
}

@Suite struct DetailedListTests {
  private func detailed(_ listed: String, _ attributes: [String]) throws -> JobListRow {
    let row = try #require(rows(listed).first)
    let lines = ["Job_Owner = u@h", "job_state = R", "server = s"] + attributes
    let text = "Job Id: \(row.id.key).s\n" + lines.map { "    \($0)\n" }.joined()
    let report = try #require(reports(text)[row.id.key])
    return JobListRow(row, report: report)
  }

  /// The list has the CPU time where it is limited, whatever else is.
  @Test func timeLeftIsThatOnTheClock() throws {
    let listed = "5.s u q n 9 1 1 -- 00:10 R 00:02 n1/0\n"
    let cput = "Resource_List.cput = 00:10:00"
    let host = "exec_host = n1/0"
    #expect(rows(listed).first?.timeLeft == 480)
    #expect(try detailed(listed, [host, cput]).timeLeft == nil)
    let both = [
      host, cput, "Resource_List.walltime = 02:00:00", "resources_used.walltime = 00:30:00",
    ]
    #expect(try detailed(listed, both).timeLeft == 5400)
    #expect(try detailed(listed, [host]).timeLeft == 480)
  }

  @Test func cpuTimeOfARealServer() throws {
    let listed = rows(Transcripts.text("torque", "qstat-t-n-1-arrays.out"))
    let row = try #require(listed.first { $0.id.key == "5" })
    let text = Transcripts.stdout("torque", "qstat-f-R-cput")
    let report = try #require(reports(text, user: "alice")["5"])
    #expect(row.requestedTime == 600)
    #expect(JobListRow(row, report: report).requestedTime == 7200)
  }

  /// OpenPBS leaves out the domain in lists: two hosts of one name stay two.
  @Test func hostsAreWhole() throws {
    let east = try detailed(
      "5.s u q n 9 1 1 -- -- R -- n1/0\n", ["exec_host = n1.east.example/0"])
    let west = try detailed("6.s u q n 9 1 1 -- -- R -- n1/0\n", ["exec_host = n1.west.example/0"])
    #expect(east.host?.description == "n1.east.example")
    #expect(west.hostNames.map(\.description) == ["n1.west.example"])
    let full = [
      "exec_host = n1/0", "exec_host2 = n1.north.example:15002/0",
    ]
    let north = try detailed("8.s u q n 9 1 1 -- -- R -- n1/0\n", full)
    #expect(north.host?.description == "n1.north.example")
    #expect(north.hostNames.map(\.description) == ["n1", "n1.north.example"])
    let ended = try detailed("7.s u q n 9 1 1 -- -- C -- n1/0\n", ["exec_host = n1/0"])
    #expect(ended.host == nil)
  }

  /// The last job of such a text may be half, as the walltime of `02:00:00` here.
  @Test func cutOffAndFailedIsNotBelieved() {
    let text =
      "Job Id: 1.s\n    Job_Owner = u@h\n    job_state = R\n    Resource_List.walltime = 02:0"
    #expect(reports(text, isWhole: false).isEmpty)
    for status: Int32 in [1, 8, 111, 137, 143, 255] {
      #expect(reports(text, exitStatus: status).isEmpty)
    }
    // Another job has ended since it was listed.
    for status: Int32 in [0, 35, 153] {
      #expect(reports(text, exitStatus: status).keys.sorted() == ["1"])
    }
  }

  @Test func reportsOfOthersAndTwiceAreLeftOut() throws {
    func job(_ id: String, _ owner: String) -> String {
      "Job Id: \(id)\n    Job_Owner = \(owner)@h\n    job_state = R\n    server = s\n\n"
    }
    let text =
      job("1.s", "u") + job("2[3].s", "u") + job("4.s", "v") + job("5.s", "u") + job("5.s", "u")
    #expect(reports(text).keys.sorted() == ["1", "2[3]"])
    #expect(reports("qstat: Unknown Job Id 8.s\n").isEmpty)
  }
}
