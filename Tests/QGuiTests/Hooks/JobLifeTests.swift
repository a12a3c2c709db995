import QGui
import Testing
import Transcripts

@Suite struct JobLifeTests {
  @Test(arguments: [JobLife.Answer.running, .gone, .silent], [0, 59, 60, 1_000_000] as [UInt64])
  func whoseShellLivesIsNotAskedAbout(_ answer: JobLife.Answer, _ age: UInt64) {
    var asked = 0
    let life = JobLife.decide(shell: true, age: age) {
      asked += 1
      return answer
    }
    #expect(life == .live)
    #expect(asked == 0)
  }

  @Test(arguments: [false, nil] as [Bool?], [0, 1, 59] as [UInt64])
  func whatIsYoungIsNotAskedAbout(_ shell: Bool?, _ age: UInt64) {
    var asked = 0
    let life = JobLife.decide(shell: shell, age: age) {
      asked += 1
      return .gone
    }
    #expect(life == .live)
    #expect(asked == 0)
  }

  @Test(
    arguments: [false, nil] as [Bool?],
    [(.running, .live), (.gone, .dead), (.silent, .unsure)] as [(JobLife.Answer, JobLife)])
  func elseTheBatchSystemSays(_ shell: Bool?, _ said: (JobLife.Answer, JobLife)) {
    #expect(JobLife.decide(shell: shell, age: 60) { said.0 } == said.1)
  }

  @Test(arguments: [
    ("openpbs", "qstat_f_running_select", JobLife.Answer.running),
    ("openpbs", "qstat_f_held", .running), ("openpbs", "qstat_f_exiting", .running),
    ("openpbs", "qstat_f_array_subjob_expired", .gone), ("openpbs", "qstat_xf_finished", .gone),
    ("torque", "qstat-f-R-script", .running), ("torque", "qstat-f-C-ok", .gone),
    ("slurm-torque", "qstat-f-running", .running), ("slurm-torque", "qstat-f-completed", .gone),
    ("slurm-torque", "qstat-f-failed", .gone),
  ])
  func ofRecordedAnswers(_ system: String, _ name: String, _ answer: JobLife.Answer) throws {
    let text = Transcripts.stdout(system, name)
    let report = try #require(QstatReport(text).flatMap(JobReport.init))
    #expect(JobLife.Answer(qstatStatus: 0, report: report) == answer)
    // Its status counts first.
    #expect(JobLife.Answer(qstatStatus: 153, report: report) == .gone)
    #expect(JobLife.Answer(qstatStatus: 1, report: report) == .silent)
  }

  @Test func whatIsNotUnderstoodIsSilence() {
    #expect(JobLife.Answer(qstatStatus: 0, report: nil) == .silent)
  }

  /// The server is down, refuses, or was not found.
  @Test(arguments: [-1, 1, 2, 8, 33, 111, 127, 137, 159, 162, 170, 172, 255] as [Int32])
  func aFailureIsSilence(_ status: Int32) {
    #expect(JobLife.Answer(qstatStatus: status, report: nil) == .silent)
  }

  @Test(arguments: [35, 153] as [Int32])
  func anUnknownJobIsGone(_ status: Int32) {
    #expect(JobLife.Answer(qstatStatus: status, report: nil) == .gone)
  }
}

@Suite struct SweepFindingTests {
  @Test(
    arguments: [
      (.removed, "removed session 7 of alice: main 12, directory /tmp/qgui-5001/7"),
      (.found, "would remove session 7 of alice: main 12, directory /tmp/qgui-5001/7"),
      (.stayed, "could not remove session 7 of alice: main 12, directory /tmp/qgui-5001/7"),
    ] as [(SweepFinding.Outcome, String)])
  func isALine(_ outcome: SweepFinding.Outcome, _ line: String) {
    let finding = SweepFinding(
      .session, "7", user: "alice", remains: ["main 12", "directory /tmp/qgui-5001/7"],
      outcome: outcome)
    #expect(finding.line == line)
  }

  @Test func saysThatNobodyKnows() {
    let finding = SweepFinding(.job, "7", user: "alice", remains: ["record"], outcome: .unsure)
    #expect(finding.line.contains("left alone"))
    #expect(finding.line.hasSuffix("job 7 of alice: record"))
  }

  /// A directory's name is its user's choice.
  @Test(arguments: [
    "7\nremoved job 8", "\u{1B}[2J", "\r", "\u{202E}", "\u{2028}", "\0",
    String(repeating: "a", count: 100_000),
  ])
  func isSafeToPrint(_ text: String) {
    let finding = SweepFinding(.session, text, user: text, remains: [text], outcome: .removed)
    #expect(isOneSafeLine(finding.line))
    #expect(finding.line.hasPrefix("removed session "))
  }
}
