import QGui
import Testing

@Suite struct EndStoryTests {
  private let job: JobID
  private let node: HostName
  private let running: QstatAnswer

  init() throws {
    job = try JobID("8[1].head")
    node = try #require(HostName("n1"))
    let report = QstatReport("Job Id: 8[1].head\n    Job_Owner = a@h\n    job_state = R\n")
    running = .attach(try #require(report.flatMap { JobReport($0) }), host: node)
  }

  private static let gone = QstatAnswer.refuse(ExitStatus.unavailable, "job 8[1] has ended")

  private func record(_ end: EndReason? = nil, host: String = "n1") -> SessionRecord {
    var record = SessionRecord(job: "8[1]", host: host, program: "xterm", mark: "m")
    if let end {
      record[.state] = SessionRecord.State.ended.rawValue
      record[.end] = end.text
    }
    return record
  }

  @Test func isTold() throws {
    let story = try #require(EndStory(job, written: record(.exited(3), host: "n\u{1B}1")))
    let line = "job 8[1]: xterm ended with status 3 (n\\u{1b}1)"
    #expect(story.line(now: nil) == line)
    #expect(story.line(now: Self.gone) == line)
    #expect(story.line(now: running) == line + "; the job still runs, says qstat")
    #expect(story.report == AttachReport(1, "xterm ended with status 3"))
    #expect(EndStory(job, written: record()) == nil)
    #expect(EndStory(job, written: nil) == nil)
  }

  /// Only of a job that is gone, and only where a session began.
  @Test func nodeToAsk() {
    #expect(EndStory.nodeToAsk(now: Self.gone, record()) == node)
    #expect(EndStory.nodeToAsk(now: Self.gone, nil) == nil)
    #expect(EndStory.nodeToAsk(now: Self.gone, record(host: "-n1")) == nil)
    #expect(EndStory.nodeToAsk(now: running, record()) == nil)
    #expect(EndStory.nodeToAsk(now: .refuse(ExitStatus.tryAgain, "x"), record()) == nil)
    #expect(EndStory.nodeToAsk(now: nil, record()) == nil)
  }

  @Test func nodeAnswers() {
    func answer(_ said: AttachEnd) -> EndStory.Answer {
      EndStory.answer(job, record(), of: node, said)
    }
    #expect(answer(.absent(last: .stopped)) == .story(EndStory(job, record(), .stopped)))
    #expect(answer(.absent(last: nil)) == .story(EndStory(job, record(), .unknown)))
    #expect(
      answer(.notReady)
        == .none(AttachReport(75, "job 8[1] is ending on n1: ask again in a moment")))
    let lost = AttachEnd.connectionLost.report(
      target: .job(job), program: "xterm", place: "n1", clientLog: nil)
    let line = "nobody wrote down how job 8[1] ended, and n1 cannot be asked: \(lost.line)"
    #expect(answer(.connectionLost) == .none(AttachReport(69, line)))
  }

  @Test func withoutRecord() {
    #expect(
      EndStory.withoutRecord(job, now: running)
        == AttachReport(0, "job 8[1] runs on n1: qconnect '8[1]' shows it"))
    #expect(
      EndStory.withoutRecord(job, now: Self.gone)
        == AttachReport(69, "nobody wrote down here how job 8[1] ended: see its output file"))
    #expect(
      EndStory.withoutRecord(job, now: .refuse(77, "not yours")) == AttachReport(77, "not yours"))
  }
}
