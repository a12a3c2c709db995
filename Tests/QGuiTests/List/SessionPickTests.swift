import QGui
import Testing

@Suite struct SessionPickTests {
  private let node = HostName("node01")!

  private func job(
    _ number: Int, _ name: String, _ state: JobState, on host: HostName? = nil, _ place: String = ""
  ) throws -> JobListRow {
    JobListRow(
      id: try JobID("\(number)\(place)"), name: name, state: state, host: host, requestedTime: nil,
      elapsedTime: nil)
  }

  private func row(_ job: String, on node: HostName? = nil) -> SessionRow {
    SessionRow(job: job, name: "int_x", state: node == nil ? .queued : .running, node: node)
  }

  // MARK: which are sessions

  @Test func whatItsNodeKnowsIsASession() throws {
    let jobs = [
      try job(1, "windows", .running, on: node), try job(2, "batch", .running, on: node),
      try job(3, "int_new", .running, on: node), try job(4, "int_later", .queued),
      try job(5, "later", .queued), try job(6, "int_over", .completed),
    ]
    let report = SessionReport(
      job: "1", program: "xterm", state: .attachable, display: DisplayNumber(1), clients: 2)
    let rows = SessionRow.join(jobs: jobs, reports: [node: [report]])
    #expect(rows.map(\.job) == ["1", "3", "4"])
    #expect(rows[0].kind == .program && rows[0].program == "xterm" && rows[0].clients == 2)
    #expect(rows[1].kind == nil && !rows[1].isSilent)
    #expect(!rows[2].isSilent)
  }

  /// Each of its jobs is one, and none is in the array itself.
  @Test func anArrayIsNone() throws {
    let jobs = [
      try job(8, "int_x", .queued, "[]"), try job(9, "int_x", .running, "[]"),
      try job(8, "int_x", .queued, "[1]"),
    ]
    #expect(SessionRow.join(jobs: jobs, reports: [:]).map(\.job) == ["8[1]"])
  }

  @Test func ofASilentNodeTheNameTells() throws {
    let jobs = [
      try job(1, "windows", .running, on: node), try job(2, "int_x", .running, on: node),
    ]
    let rows = SessionRow.join(jobs: jobs, reports: [:])
    #expect(rows.map(\.job) == ["2"])
    #expect(rows[0].isSilent)
  }

  @Test func terminalsAreAKindOfTheirOwn() throws {
    let jobs = [try job(1, "int_tmux", .running, on: node)]
    let report = SessionReport(job: "1", program: "tmux", state: .attachable, hasTerminal: true)
    #expect(SessionRow.join(jobs: jobs, reports: [node: [report]])[0].kind == .terminal)
  }

  // MARK: which is meant

  @Test func runningBeforeQueued() {
    #expect(SessionPick.of([]) == .none)
    #expect(SessionPick.of([row("4")]) == .one(row("4")))
    #expect(SessionPick.of([row("4"), row("1", on: node)]) == .one(row("1", on: node)))
    let both = [row("1", on: node), row("2", on: node)]
    #expect(SessionPick.of(both) == .several(both))
    #expect(SessionPick.of([row("4"), row("5")]) == .several([row("4"), row("5")]))
  }

  @Test func whichHoldsAProgram() throws {
    let request = try JobRequest(
      program: "/opt/bin/xterm", arguments: [], name: nil, settings: Settings())
    var running = row("1", on: node)
    running.kind = .program
    running.program = "xterm"
    #expect(running.holds(request))
    running.program = "R"
    #expect(!running.holds(request))
    var queued = row("2")
    queued.name = "int_xterm"
    #expect(queued.holds(request))
    queued.name = "int_R"
    #expect(!queued.holds(request))
  }

  // MARK: what a node answers

  @Test func answerBehindABanner() {
    let nonce = String(repeating: "0a", count: 16)
    let report = SessionReport(job: "7", program: "xterm", state: .starting)
    let answer = "Welcome!\njob = 9\n" + AttachHello.text(nonce: nonce) + report.text
    #expect(SessionReport.list(answer: answer, nonce: nonce) == [report])
    #expect(SessionReport.list(answer: report.text, nonce: nonce) == nil)
    #expect(
      SessionReport.list(answer: answer, nonce: String(repeating: "b", count: 32)) == nil)
  }
}
