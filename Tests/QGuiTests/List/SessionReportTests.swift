import QGui
import Testing

@Suite struct SessionReportTests {
  private static let full = SessionReport(
    job: "8[1]", program: "a = b\n\njob = 9", state: .attachable, hasTerminal: true,
    display: DisplayNumber(442611), memoryUsed: MemorySize(bytes: 5 << 20),
    memoryLimit: MemorySize(bytes: 4 << 30), clients: 2)
  private static let least = SessionReport(job: ":100", program: "", state: .starting)

  @Test func isText() {
    let session = SessionReport(
      job: "442611", program: "xterm", state: .attachable, display: DisplayNumber(442611),
      memoryUsed: MemorySize(bytes: 1024), memoryLimit: MemorySize(bytes: 2048), clients: 0)
    #expect(
      session.text == """
        job = 442611
        program = xterm
        state = attachable
        display = 442611
        memoryUsed = 1024
        memoryLimit = 2048
        clients = 0


        """)
  }

  @Test(arguments: [[], [full], [least], [full, least, full]])
  func comesBack(_ sessions: [SessionReport]) {
    #expect(SessionReport.list(text: sessions.map(\.text).joined()) == sessions)
  }

  @Test(arguments: SessionRecordTests.hostile)
  func holdsHostilePrograms(_ program: String) {
    let session = SessionReport(job: "7", program: program, state: .ending)
    let read = SessionReport.list(text: session.text + Self.least.text)
    #expect(read == [session, Self.least])
    #expect(read.first.map { Array($0.program.unicodeScalars) } == Array(program.unicodeScalars))
  }

  @Test func passesOverWhatItDoesNotKnow() {
    let text = "\n\n?\nnews = 1\njob = 7\njob = 8\nstate = ending\nstate = starting\n\n"
    #expect(
      SessionReport.list(text: text) == [SessionReport(job: "7", program: "", state: .ending)])
  }

  @Test(arguments: [
    "", "\n", "job = 7\n\n", "state = ending\n\n", "job = 7\nstate = dancing\n\n",
    "job = 07\nstate = ending\n\n", "job = 8[]\nstate = ending\n\n",
    "job = 7.server\nstate = ending\n\n", "job = ../x\nstate = ending\n\n",
    "job = :100x\nstate = ending\n\n", "job = 7\n\nstate = ending\n\n", "\0\u{fffd}",
  ])
  func refuses(_ text: String) {
    #expect(SessionReport.list(text: text).isEmpty)
  }

  /// The connection may break anywhere, in the middle of a number too.
  @Test func cutTextTellsOfNothingWrong() {
    let text = Self.full.text + Self.least.text
    for length in 0..<text.utf8.count {
      let read = SessionReport.list(text: String(decoding: text.utf8.prefix(length), as: UTF8.self))
      #expect(read == (length < Self.full.text.utf8.count ? [] : [Self.full]))
    }
  }

  @Test(arguments: [
    "-1", "+1", "01", "1.5", "1kb", "0x1", " 1 1", "", "99999999999999999999", "1\u{301}",
    "1000000000000000001",
  ])
  func numbersAreStrict(_ number: String) {
    let text = ["display", "memoryUsed", "memoryLimit", "clients"]
      .map { "\($0) = \(number)\n" }.joined()
    #expect(
      SessionReport.list(text: "job = 7\nstate = ending\n\(text)\n")
        == [SessionReport(job: "7", program: "", state: .ending)])
  }

  @Test func floodIsCut() {
    let text = String(repeating: Self.least.text, count: SessionReport.most + 5)
    #expect(SessionReport.list(text: text).count == 10_000)
  }

  @Test func ofARecord() throws {
    var record = SessionRecord(job: "8[1]", host: "n", program: "tmux", mark: "f00d")
    record[.display] = "8"
    record[.limit] = "2048"
    record[.terminal] = "/d/tmux"
    let session = SessionReport(
      record, directoryName: "8_1", memoryUsed: MemorySize(bytes: 1024), clients: 1)
    #expect(
      session
        == SessionReport(
          job: "8[1]", program: "tmux", state: .starting, hasTerminal: true,
          display: DisplayNumber(8), memoryUsed: MemorySize(bytes: 1024),
          memoryLimit: MemorySize(bytes: 2048), clients: 1))
  }

  /// A session without a job has the name of its display.
  @Test func ofALocalRecord() {
    var record = SessionRecord(job: "local-12", host: "n", program: "xterm", mark: "f00d")
    #expect(SessionReport(record, directoryName: "local-12", memoryUsed: nil, clients: nil) == nil)
    record[.display] = "100"
    let session = SessionReport(record, directoryName: "local-12", memoryUsed: nil, clients: nil)
    #expect(session?.job == ":100")
  }
}
