import QGui
import Testing

private func report(_ more: [String], state: String = "H") -> JobReport? {
  let lines = ["Job_Owner = a@h", "job_state = \(state)", "server = s"] + more
  let text = "Job Id: 7.s\n" + lines.map { "    \($0)\n" }.joined()
  return QstatReport(text).flatMap { JobReport($0) }
}

private func answer(_ more: [String]) throws -> QstatAnswer {
  let lines = ["Job_Owner = a@h", "job_state = H", "server = s"] + more
  let text = "Job Id: 7.s\n" + lines.map { "    \($0)\n" }.joined()
  return QstatAnswer.decide(
    job: try JobID("7"), user: "a", exitStatus: 0, stdout: text, stderr: "")
}

@Suite struct JobHoldTests {
  @Test(
    arguments: [
      ("u", nil, .user),
      ("s", "afterok:128.s@s", .dependency(on: ["128"])),
      ("s", "afternotok:5[].s@s:6.s@s,afterany:7.s", .dependency(on: ["5[]", "6", "7"])),
      ("s", "on:2", .dependency(on: [])), ("s", "synccount:3", .dependency(on: [])),
      // Another job waits for this one: that is no reason.
      ("s", "beforeok:9.s@s", .administrator),
      ("s", nil, .administrator), ("o", "afterok:1.s@s", .administrator),
      ("su", "afterok:1.s@s", .user), ("us", nil, .userAndAdministrator),
      ("ou", nil, .userAndAdministrator), ("p", nil, .password), ("up", nil, .password),
      ("l", nil, .arrayLimit), ("a", nil, .arrayLimit), ("ul", nil, .user),
      ("n", nil, .unknown), ("", nil, .unknown), (nil, nil, .unknown), ("x", nil, .unknown),
    ] as [(String?, String?, JobHold)])
  func reads(_ types: String?, _ depend: String?, _ hold: JobHold) {
    #expect(JobHold(types: types, depend: depend) == hold)
  }

  /// Only such a hold is waited for, and only a user's own hold is one for qrls alone.
  @Test(arguments: ["u", "o", "s", "p", "l", "us", "n", ""])
  func adviceFits(_ types: String) throws {
    let answer = try answer(["Hold_Types = \(types)"])
    switch answer {
    case .wait(let job):
      #expect(job.hold?.endsByItself == true)
      #expect(!QstatAnswer.refusal(waiting: job).line.contains("qrls"))
    case .refuse(let status, let line):
      #expect(status == 75 && isOneSafeLine(line))
      #expect(line.contains("qrls 7") == ["u", "us", "n", ""].contains(types))
      #expect(line.contains("administrator") == (types != "u"))
    default: Issue.record("\(answer)")
    }
  }

  @Test func isWaitedForWithItsReason() throws {
    let job = try #require(report(["depend = afterok:12.s@s:13.s@s:14.s@s", "Hold_Types = s"]))
    #expect(
      WaitingLine.text(job, waited: 61, width: nil)
        == "job 7 waits for job 12 and 2 more: 1 min; Ctrl-C leaves it as it is")
    guard case .wait = try answer(["depend = afterok:12.s@s", "Hold_Types = s"]) else {
      Issue.record("not waited for")
      return
    }
  }

  /// What users write there comes after all that is believed.
  @Test func cannotBeForged() throws {
    let job = try #require(report(["Hold_Types = u", "Variable_List = X=1", "Hold_Types = s"]))
    #expect(job.hold == .user)
    #expect(report([], state: "Q")?.hold == nil)
  }

  @Test(arguments: [
    "\u{1B}[2J", String(repeating: "afterok:1.s@s,", count: 5000), ":::,,", "a\u{301}:1",
  ])
  func anyTextIsSafe(_ depend: String) throws {
    let job = try #require(report(["depend = \(depend)", "Hold_Types = s"]))
    #expect(isOneSafeLine(WaitingLine.text(job, waited: nil, width: nil)))
    #expect(isOneSafeLine(QstatAnswer.refusal(waiting: job).line))
  }
}

@Suite struct StaleCommentTests {
  /// What the server wrote when it started the job is no reason why it waits now.
  @Test(arguments: [
    ("Q", "Job started on Mon Nov 30 at 18:44", false),
    ("Q", "Job run at Mon Nov 30 at 18:25 on (n:ncpus=1)", false),
    ("Q", "Job released by root on Mon Nov 30 18:25:00 2026", false),
    ("S", "Job held by root on Mon Nov 30 20:21:26 2026", false),
    ("H", "Job held by root on Mon Nov 30 20:21:26 2026", true),
    ("Q", "Not Running: Queue not started.", true),
    ("H", "job held, too many failed attempts", true),
  ])
  func isNotShown(_ state: String, _ comment: String, _ isShown: Bool) throws {
    let job = try #require(report(["Hold_Types = o", "comment = \(comment)"], state: state))
    let lines = [
      WaitingLine.text(job, waited: nil, width: nil), QstatAnswer.refusal(waiting: job).line,
    ]
    #expect(lines.contains { $0.contains(comment) } == isShown)
  }

  @Test func suspension() throws {
    let comment = "comment = Job run at Mon Nov 30 at 18:25 on (n:ncpus=1)"
    let job = try #require(report(["exec_host = n/0", comment], state: "S"))
    #expect(
      job.lineOfSuspension
        == "job 7 is suspended: its windows show, and do not react until it runs on")
    #expect(report(["exec_host = n/0"], state: "R")?.lineOfSuspension == nil)
  }
}
