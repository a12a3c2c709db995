import Foundation
import QGui
import Testing

private let rstudio = SessionRow(
  job: "442611", name: "rstudio", kind: .program, program: "rstudio", state: .running,
  node: HostName("node01"), display: DisplayNumber(442_611),
  memoryUsed: MemorySize(bytes: 1_288_490_189), memoryLimit: MemorySize(bytes: 4 << 30),
  timeLeft: 3 * 3600 + 5 * 60 + 59, clients: 1)
private let silent = SessionRow(
  job: "442612[3]", name: "a-long-job-name", kind: .terminal, state: .running,
  node: HostName("node02"), timeLeft: 60, isSilent: true)
private let queued = SessionRow(job: "442613", name: "", state: .queued)

private func lines(_ rows: [SessionRow], _ width: Int?) -> [String] {
  SessionTable.text(rows, width: width).split(separator: "\n", omittingEmptySubsequences: false)
    .map(String.init)
}

@Suite struct SessionTableTests {
  @Test func wholeInAPipe() {
    #expect(
      SessionTable.text([rstudio, silent, queued], width: nil) == """
        JOB        NAME             KIND      STATE    NODE    DISPLAY  MEMORY   LEFT  CLIENTS
        442611     rstudio          program   running  node01  :442611  1.2/4gb  3:05  1
        442612[3]  a-long-job-name  terminal  running  node02  no answer         0:01
        442613     -                -         queued   -       -        -        -     -
        """)
  }

  @Test func cutsNamesAt80() {
    #expect(
      SessionTable.text([rstudio, silent, queued], width: 80) == """
        JOB       NAME            KIND     STATE   NODE   DISPLAY MEMORY  LEFT CLIENTS
        442611    rstudio         program  running node01 :442611 1.2/4gb 3:05 1
        442612[3] a-long-job-name terminal running node02 no answer       0:01
        442613    -               -        queued  -      -       -       -    -
        """)
    var long = rstudio
    long.name = String(repeating: "x", count: 70)
    #expect(lines([long, silent], 80)[1].contains(" xxxxxxxxxxxxxxxx~ program "))
  }

  @Test func leavesOutWhatMattersLessAt40() {
    #expect(
      SessionTable.text([rstudio, silent, queued], width: 40) == """
        JOB       NAME            STATE   NODE
        442611    rstudio         running node01
        442612[3] a-long-job-name running node02
        442613    -               queued  -
        """)
    #expect(
      SessionTable.text([rstudio], width: 40) == """
        JOB    NAME    STATE   NODE   MEMORY
        442611 rstudio running node01 1.2/4gb
        """)
  }

  /// Whatever stands in it, at any width.
  @Test func neverWider() throws {
    var evil = rstudio
    evil.name = "\u{1B}[2J名前のとても長い仕事\u{202E}" + String(repeating: "字", count: 40)
    evil.state = .unknown("\u{9B}")
    evil.node = HostName("node01.a-very-long-domain.of-some.example.org")
    evil.job = "999999999999[999999999999]"
    evil.memoryUsed = MemorySize(bytes: .max)
    for width in 1...200 {
      for line in lines([rstudio, evil, silent, queued], width) {
        #expect(line.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E80 ? 2 : 1) } <= width)
        #expect(!line.hasSuffix(" "))
        #expect(line.isEmpty || isOneSafeLine(line))
      }
    }
    #expect(lines([evil], 80)[1].hasPrefix("999999999999[999999999999] "))
  }

  @Test func memory() throws {
    func shown(_ used: UInt64?, _ limit: UInt64?) -> String {
      let row = SessionRow(
        job: "1", name: "n", state: .running, memoryUsed: used.map { MemorySize(bytes: $0) },
        memoryLimit: limit.map { MemorySize(bytes: $0) })
      return String(lines([row], nil)[1].split(separator: " ")[6])
    }
    #expect(shown(512 << 20, 4 << 30) == "512mb/4gb")
    #expect(shown(nil, 4 << 30) == "-/4gb")
    #expect(shown(1536 << 20, nil) == "1.5gb")
    #expect(shown(nil, nil) == "-")
  }

  @Test func json() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    func text(_ row: SessionRow) throws -> String {
      String(decoding: try encoder.encode(row), as: UTF8.self)
    }
    #expect(
      try text(rstudio)
        == #"{"answered":true,"clients":1,"display":442611,"job":"442611","kind":"program","#
        + #""memory_limit":4294967296,"memory_used":1288490189,"name":"rstudio","node":"node01","#
        + #""program":"rstudio","state":"R","time_left":11159}"#)
    #expect(
      try text(queued)
        == #"{"answered":true,"clients":null,"display":null,"job":"442613","kind":null,"#
        + #""memory_limit":null,"memory_used":null,"name":"","node":null,"program":null,"#
        + #""state":"Q","time_left":null}"#)
    var evil = silent
    evil.program = "\u{9B}2J"
    evil.state = .unknown("\u{9B}")
    #expect(isOneSafeLine(try text(evil)))
    #expect(try text(evil).contains(#""answered":false"#))
  }

  @Test func takesWhatQstatTells() throws {
    let text = "7.s u q n -- 1 1 -- 01:00 R 00:30 node01/1"
    guard
      case .jobs(let jobs) = JobList.decide(exitStatus: 0, stdout: text, stderr: "", isWhole: true)
    else {
      Issue.record("refused")
      return
    }
    let expected = SessionRow(
      job: "7", name: "n", state: .running, node: HostName("node01"), timeLeft: 1800)
    #expect(jobs.map { SessionRow($0) } == [expected])
  }

  @Test(arguments: Array("QHWSERCFXBUTMZ"))
  func lettersAreQstats(_ letter: Character) {
    #expect(JobState(letter: letter).letter == letter)
  }
}

@Suite struct SessionChoiceTests {
  private let choice = SessionChoice([rstudio, silent])

  @Test func numbersTheRows() {
    #expect(
      choice.text(width: 48) == """
          JOB       NAME   STATE   NODE   MEMORY    LEFT
        1 442611    rstud~ running node01 1.2/4gb   3:05
        2 442612[3] a-lon~ running node02 no answer 0:01
        """)
    #expect(choice.question == "which one? 1 to 2, or Enter for none: ")
  }

  @Test(arguments: ["1", " 1\n", "442611", "442611.pbshead"])
  func chooses(_ typed: String) { #expect(choice.answer(typed) == .chosen(rstudio)) }

  @Test(arguments: ["2", "442612[3]"])
  func choosesTheSecond(_ typed: String) { #expect(choice.answer(typed) == .chosen(silent)) }

  @Test(arguments: ["", " \n", "q", "Q"])
  func choosesNone(_ typed: String) { #expect(choice.answer(typed) == .nothing) }

  @Test(arguments: ["0", "3", "-1", "01", "442612", "x\u{1B}[2J", "99999999999999999999999"])
  func complains(_ typed: String) {
    guard case .unclear(let line) = choice.answer(typed) else {
      Issue.record("chosen")
      return
    }
    #expect(isOneSafeLine(line))
    #expect(line.hasSuffix("is none of them: type a number from 1 to 2, or Enter for none"))
  }
}
