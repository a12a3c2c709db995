import QGui
import Testing
import Transcripts

private func answer(_ stdout: String, job: String = "1", user: String = "alice") throws
  -> QstatAnswer
{
  QstatAnswer.decide(job: try JobID(job), user: user, exitStatus: 0, stdout: stdout, stderr: "")
}

private func pbs(_ state: String, _ more: String = "") -> String {
  "Job Id: 1.s\n    Job_Owner = alice@h\n    job_state = \(state)\n    server = s\n\(more)"
}

/// With which status qconnect ends, where it does not wait.
private func status(_ answer: QstatAnswer) -> Int32? {
  switch answer {
  case .attach: return nil
  case .refuse(let status, let message): return isOneSafeLine(message) ? status : nil
  case .wait(let report), .ending(let report):
    let refusal = QstatAnswer.refusal(waiting: report)
    return isOneSafeLine(refusal.line) ? refusal.status : nil
  }
}

@Suite struct QstatAnswerTests {
  @Test(
    arguments: [
      ("Q", 75), ("H", 75), ("W", 75), ("S", 75), ("T", 75), ("U", 75), ("R", 75), ("E", 69),
      ("C", 69), ("F", 69), ("X", 69), ("M", 69), ("B", 64), ("Z", 69), ("\u{1B}", 69), ("RR", 69),
      ("", 69), ("r", 69),
    ] as [(String, Int32)])
  func stateWithoutHost(_ state: String, expected: Int32) throws {
    #expect(try status(answer(pbs(state))) == expected)
  }

  /// A job that only its owner or the administrator can get to run is not waited for.
  @Test(arguments: ["Q", "W", "T", "R", "H", "S", "U", "E", "C", "F", "X", "M", "B", "Z", ""])
  func waitsForWhatWillRun(_ state: String) throws {
    let isWorthIt = ["Q", "W", "T", "R", "S"].contains(state)
    if case .wait(let report) = try answer(pbs(state)) {
      #expect(isWorthIt)
      #expect(report.state == JobState(letter: try #require(state.first)))
    } else {
      #expect(!isWorthIt)
    }
  }

  @Test func userBusyOfSlurmHasEnded() throws {
    let text = "Job Id:\t1\n\tJob_Owner = alice@h\n\tjob_state = U\n"
    #expect(
      try answer(text)
        == .refuse(69, "job 1 has ended, out of memory or failed: qconnect --why 1 tells how"))
  }

  @Test func runningWithoutHostStarts() throws {
    guard case .wait(let report) = try answer(pbs("R")) else {
      Issue.record("refused")
      return
    }
    let message = "job 1 is starting and has no host yet: try again in a minute"
    #expect(QstatAnswer.refusal(waiting: report) == AttachReport(75, message))
  }

  @Test(arguments: ["evil;id/0", "-oProxyCommand=id/0", "n/0 ", "n", "", "n/0\r", "n\u{1B}/0"])
  func attachesToNoOddHost(_ host: String) throws {
    #expect(try status(answer(pbs("R", "    exec_host = \(host)\n"))) == 69)
  }

  @Test func carriageReturnsAreNotQstats() throws {
    let text = pbs("R", "    exec_host = n/0\n").replacing("\n", with: "\r\n")
    #expect(try status(answer(text)) == 69)
  }

  @Test func needsNoNewlineAtTheEnd() throws {
    guard case .attach(_, let host) = try answer(pbs("R", "    exec_host = n/0")) else {
      Issue.record("refused")
      return
    }
    #expect(host == HostName("n"))
  }

  @Test(arguments: ["2.s", "1[1].s", "1[].s", "x", "", "1.s\u{7}", "01.s"])
  func refusesAnotherJob(_ id: String) throws {
    let text = pbs("R", "    exec_host = n/0\n").replacing("1.s", with: id, maxReplacements: 1)
    #expect(try status(answer(text)) == 69)
  }

  @Test(arguments: ["alic", "alice2", "", "@", "root"])
  func refusesAnotherUser(_ user: String) throws {
    #expect(try status(answer(pbs("R", "    exec_host = n/0\n"), user: user)) == 77)
  }

  @Test(
    arguments: [
      (153, 69), (35, 69), (159, 77), (170, 64), (172, 64), (255, 75), (111, 75), (33, 75), (8, 75),
      (162, 75), (1, 69), (-1, 69), (127, 69), (Int32.min, 69), (Int32.max, 69),
    ] as [(Int32, Int32)])
  func exitStatus(_ of: Int32, expected: Int32) throws {
    let answer = QstatAnswer.decide(
      job: try JobID("1"), user: "a", exitStatus: of, stdout: pbs("R"), stderr: "\u{1B}[2J")
    #expect(status(answer) == expected)
  }

  @Test func connectionRefusedIsKnownByItsText() throws {
    let answer = QstatAnswer.decide(
      job: try JobID("1"), user: "a", exitStatus: 110, stdout: "",
      stderr: "qstat: cannot connect to server s (errno=110) Connection timed out\n")
    #expect(status(answer) == 75)
  }

  @Test func noArrayNeedsQstat() throws {
    #expect(try QstatAnswer.refusal(before: JobID("8")) == nil)
    #expect(try QstatAnswer.refusal(before: JobID("8[2]")) == nil)
    #expect(
      try QstatAnswer.refusal(before: JobID("8[].pbshead"))
        == .refuse(64, "8[] is an array: say which subjob, such as qconnect '8[1]'"))
  }

  @Test func showsTheCommentOnOneSafeLine() throws {
    let comment = "wait\u{1B}[2J\u{202E}\r\u{9B}" + String(repeating: "x", count: 1_000_000)
    #expect(try status(answer(pbs("Q", "    comment = \(comment)\n"))) == 75)
    #expect(try status(answer(pbs("H", "    Variable_List = A\n    comment =  \n"))) == 75)
  }

  @Test func takesTenMegabytes() throws {
    let host = "    exec_host = n/0\n    Variable_List = A=\n"
    let folds = String(repeating: "\t0123456789012345678901234567890123456789\n", count: 125_000)
    let forged = String(repeating: "    exec_host = evil/0\n", count: 220_000)
    for more in [host + folds + forged, host + String(repeating: "\n", count: 500_000)] {
      guard case .attach(_, let host) = try answer(pbs("R", more)) else {
        Issue.record("refused")
        continue
      }
      #expect(host == HostName("n"))
    }
    #expect(try status(answer(pbs("R", folds + folds))) == 75)
    #expect(try status(answer(String(repeating: "\0", count: 5_000_000))) == 69)
  }

  /// Whatever qstat prints, the answer is one safe line or a strict host.
  @Test(arguments: [
    ("openpbs", "qstat_f_multi_node", "9"), ("torque", "qstat-f-injectvars", "48"),
    ("slurm-torque", "qstat-f-running", "442600"), ("openpbs", "qstat_f_waiting", "6"),
  ])
  func survivesDamage(_ system: String, _ name: String, job: String) throws {
    let users = ["pbsalice", "tqalice", "alice"]
    let original = Array(Transcripts.stdout(system, name).utf8)
    try #require(!original.isEmpty)
    var random = Steps(state: 1)
    for round in 0..<1500 {
      let text = damaged(original, &random)
      switch try answer(text, job: job, user: users[round % 3]) {
      case .attach(_, let host): #expect(HostName(host.description) == host)
      case .refuse(let status, let message):
        #expect([64, 69, 75, 77].contains(status))
        #expect(isOneSafeLine(message))
      case .wait(let report), .ending(let report):
        #expect(isOneSafeLine(QstatAnswer.refusal(waiting: report).line))
        #expect(isOneSafeLine(WaitingLine.text(report, waited: 1, width: nil)))
      }
    }
  }

  /// OpenPBS prints it behind what users wrote: it is shown, and decides nothing.
  @Test func estimatesTheStart() throws {
    let text = pbs(
      "Q",
      "    Variable_List = A=1\n    Submit_arguments = x\n"
        + "    estimated.exec_vnode = (n:ncpus=4)\n"
        + "    estimated.start_time = Tue Feb 14 02:10:01 2023\n"
        + "    estimated.start_time = forged\n")
    let report = try #require(QstatReport(text))
    #expect(report["estimated.start_time"] == nil)
    #expect(JobReport(report)?.estimatedStart == "Tue Feb 14 02:10:01 2023")
    let unknown = text.replacing("Tue Feb 14 02:10:01 2023", with: "UNKNOWN")
    #expect(QstatReport(unknown).flatMap { JobReport($0) }?.estimatedStart == nil)
    let evil = text.replacing("Tue Feb", with: "\u{1B}[2J")
    let shown = try #require(QstatReport(evil).flatMap { JobReport($0) }?.estimatedStart)
    #expect(isOneSafeLine(shown))
  }
}

private func damaged(_ original: [UInt8], _ random: inout Steps) -> String {
  var bytes = original
  for _ in 0..<Int.random(in: 1...6, using: &random) {
    let place = Int.random(in: 0..<bytes.count, using: &random)
    bytes[place] = [0, 9, 10, 13, 27, 32, 43, 47, 64, 155, 255].randomElement(using: &random) ?? 0
  }
  let end = Int.random(in: bytes.count / 3...bytes.count, using: &random)
  return String(decoding: bytes[..<end], as: UTF8.self)
}

/// The same numbers in every run (xorshift64).
private struct Steps: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
