import QGui
import Testing
import Transcripts

private func report(_ lines: [String], state: String = "R") -> JobReport? {
  let all = ["Job_Owner = a@h", "job_state = \(state)", "server = s"] + lines
  let text = "Job Id: 7.s\n" + all.map { "    \($0)\n" }.joined()
  return QstatReport(text).flatMap { JobReport($0) }
}

private let first = [
  "exec_host = n1/0", "session_id = 100", "Variable_List = X=1", "run_count = 1",
]

@Suite struct JobRunTests {
  @Test(
    arguments: [
      (first, true),
      (["exec_host = n1/0", "session_id = 207", "Variable_List = X=1"], false),
      (["exec_host = n2/0", "session_id = 100", "Variable_List = X=1"], false),
      // A prologue runs: there is no session yet.
      (["exec_host = n1/0", "Variable_List = X=1", "run_count = 2"], false),
      (["exec_host = n1/0", "session_id = 0", "Variable_List = X=1", "start_count = 2"], false),
      (["exec_host = n1/0", "Variable_List = X=1"], true),
      // What the server still has of the run before.
      (
        [
          "exec_host = n1/0", "session_id = 31", "stime = Mon Nov 30 08:00:00 2026",
          "Variable_List = X=1", "run_count = 1",
        ], true
      ),
      (["exec_host = n1/0", "session_id = 100", "Variable_List = X=1", "run_count = 2"], false),
    ] as [([String], Bool)])
  func isTold(_ lines: [String], _ isSame: Bool) throws {
    let (one, other) = (try #require(report(first)), try #require(report(lines)))
    #expect(one.run.isSame(as: other.run) == isSame)
    #expect(other.run.isSame(as: one.run) == isSame)
  }

  @Test(arguments: [
    ("openpbs", "qstat_f_running_select"), ("openpbs", "qstat_f_multi_node"),
    ("torque", "qstat-f-R-multinode"), ("torque", "qstat-f-R-script"),
  ])
  func realJobsHaveOne(_ system: String, _ name: String) throws {
    let text = Transcripts.stdout(system, name)
    let job = try #require(QstatReport(text).flatMap { JobReport($0) })
    let count = system == "openpbs" ? "run_count = 1" : "start_count = 1"
    let again = text.replacing(count, with: count.replacing("1", with: "2"))
    let next = try #require(QstatReport(again).flatMap { JobReport($0) })
    #expect(job.run.isSame(as: job.run))
    #expect(!job.run.isSame(as: next.run))
  }
}

@Suite struct FollowingTests {
  private let started: QstatAnswer
  private let startedAgain: QstatAnswer
  private let again: JobReport
  private let run: JobRun

  init() throws {
    let job = try #require(report(first))
    again = try #require(report(["exec_host = n1/0", "session_id = 300", "Variable_List = X=1"]))
    run = job.run
    started = .attach(job, host: job.hostNames[0])
    startedAgain = .attach(again, host: again.hostNames[0])
  }

  /// The server goes on saying that the ended run is there, until its node has told it.
  @Test func toTheSameNode() throws {
    var following = Following(after: run)
    let decisions = [started, started, startedAgain].map { following.decide($0) }
    #expect(decisions == [.ask(after: 1_000), .ask(after: 2_000), .attach(again)])
  }

  @Test func throughTheQueue() throws {
    let queued = try #require(report([], state: "Q"))
    let ending = try #require(report(["exec_host = n1/0"], state: "E"))
    var following = Following(after: run)
    let decisions = [.ending(ending), .refuse(75, "no answer"), .wait(queued)].map {
      following.decide($0)
    }
    #expect(decisions == [.ask(after: 1_000), .ask(after: 2_000), .wait(queued)])
    #expect(following.last == ending)
  }

  @Test(arguments: [35, 153, 159] as [Int32])
  func endsWithTheJob(_ status: Int32) throws {
    var following = Following(after: run)
    let gone = QstatAnswer.decide(
      job: try JobID("7"), user: "a", exitStatus: status, stdout: "", stderr: "")
    let decision = following.decide(gone)
    #expect(decision == .over)
  }

  /// A job that goes on without its session is not watched for ever.
  @Test func isBounded() {
    var following = Following(after: run)
    var waited: UInt64 = 0
    var decision = following.decide(started)
    while case .ask(let pause) = decision {
      waited += pause
      decision = following.decide(started)
    }
    #expect(decision == .over)
    #expect((20_000...60_000).contains(waited))
  }

  @Test func withoutARunBefore() {
    var following = Following(after: nil)
    let decision = following.decide(startedAgain)
    #expect(decision == .ask(after: 1_000))
  }

  @Test func lines() throws {
    let target = try AttachTarget(operand: "7")
    #expect(target.lineBeforeFollowing("xterm ended") == "xterm ended; job 7 is to run again")
    #expect(target.lineBeforeFollowing(nil) == "job 7 is to run again")
    #expect(
      target.lineBeforeAsking
        == "the session of job 7 has ended: qconnect asks the batch server why")
  }
}
