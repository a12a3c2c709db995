import QGui
import Testing

@Suite struct AttachEndTests {
  private func report(
    _ end: AttachEnd, of operand: String = "442611", program: String = "xterm",
    clientLog: String? = nil
  ) throws -> AttachReport {
    end.report(
      target: try AttachTarget(operand: operand), program: program, place: "node01",
      clientLog: clientLog)
  }

  @Test func sentences() throws {
    let table: [(AttachEnd, Int32, String)] = [
      (.detached, 0, "detached from xterm: qconnect 442611 brings it back"),
      (.clientLeft(0), 0, "detached from xterm: qconnect 442611 brings it back"),
      (.ended(.exited(0)), 0, "xterm ended"),
      (.ended(.exited(3)), 1, "xterm ended with status 3"),
      (.ended(nil), 1, "xterm ended, and nobody wrote down why: see the job's output"),
      (.lost(.takenOver), 75, "another client has xterm now: qconnect 442611 takes it back"),
      (
        .lost(.displayFailed), 75,
        "the display of xterm did not start again; xterm goes on: qconnect 442611 tries again"
      ),
      (
        .lost(.displayTaken), 75,
        "the display of xterm cannot start again, as its number is taken; xterm goes on:"
          + " qconnect 442611 tries again"
      ),
      (
        .absent(last: nil), 69,
        "job 442611 runs no display on node01: start the program with qgui-run"
      ),
      (
        .absent(last: .exited(0)), 69, "job 442611 runs no display on node01 any more: xterm ended"
      ),
      (.notReady, 75, "the display of xterm is not ready yet: qconnect 442611 tries again"),
      (
        .connectionLost, 255,
        "the connection to node01 was lost: qconnect 442611 attaches again, if the session is there"
      ),
      (.noAnswer, 69, "node01 did not answer: see what 'ssh node01 true' says"),
    ]
    for (end, status, line) in table {
      #expect(try report(end) == AttachReport(status, line))
    }
  }

  @Test func aFailedClientShowsItsLog() throws {
    let failed = try report(.clientLeft(1), clientLog: "cannot open\u{7} display")
    #expect(failed.status == 69)
    let again = "qconnect 442611 tries again, and with -v says more"
    #expect(failed.line == "the xpra client failed here (cannot open\\u{7} display): \(again)")
    #expect(try report(.clientLeft(13)).line.contains("here (status 13): "))
    #expect(try report(.clientLeft(137), clientLog: "x").line.contains("here (SIGKILL): "))
    #expect(try report(.clientLeft(130)).status == 0)
  }

  @Test func whereThereIsNoName() throws {
    #expect(try report(.detached, program: "").line.hasPrefix("detached from job 442611:"))
    #expect(
      try report(.detached, of: ":100", program: "").line
        == "detached from display :100: qconnect :100 brings it back")
  }

  /// What the batch system says of the job, where that is more than the session could find out.
  @Test(
    arguments: [
      (
        .ended(.deleted(15)), "exit_status = -12", "C", 1,
        "the job used more CPU time than its cput of 00:01:30: ask for more, such as cput=00:03:00"
      ),
      (
        .ended(.killed), "Exit_status = -28", "F", 1,
        "the job used more CPU time than its cput of 00:01:30: ask for more, such as cput=00:03:00"
      ),
      (
        .ended(nil), "exit_status = -11", "C", 1,
        "the job reached its walltime of 03:00:00: ask for more, such as walltime=06:00:00"
      ),
      (
        .ended(.exited(143)), "Exit_status = -29", "F", 1,
        "the job reached its walltime of 03:00:00: ask for more, such as walltime=06:00:00"
      ),
      (
        .absent(last: .killed), "exit_status = -11", "E", 69,
        "job 442611 runs no display on node01 any more: the job reached its walltime of 03:00:00: ask for more, such as walltime=06:00:00"
      ),
      (
        .ended(.deleted(15)), "Exit_status = 271", "F", 0,
        "the job was deleted or requeued (SIGTERM from the batch system)"
      ),
      (
        .ended(nil), "exit_status = 0", "C", 1,
        "xterm ended, and nobody wrote down why: see the job's output"
      ),
      // It runs again.
      (
        .ended(.deleted(15)), "exit_status = -11", "Q", 0,
        "the job was deleted or requeued (SIGTERM from the batch system)"
      ),
    ] as [(AttachEnd, String, String, Int32, String)])
  func explained(
    _ end: AttachEnd, _ exitStatus: String, _ state: String, _ status: Int32, _ line: String
  ) throws {
    #expect(end.isOpen)
    let text =
      "Job Id: 442611.h\n    Job_Owner = a@h\n    job_state = \(state)\n    server = h\n"
      + "    Resource_List.cput = 00:01:30\n    Resource_List.walltime = 03:00:00\n"
      + "    Variable_List = A=b\n    \(exitStatus)\n"
    let job = try #require(QstatReport(text).flatMap { JobReport($0) })
    #expect(try report(end.explained(by: job)) == AttachReport(status, line))
    #expect(end.explained(by: nil) == end)
  }

  /// The batch system is not asked about these.
  @Test(
    arguments: [
      .detached, .ended(.exited(0)), .ended(.exited(3)), .ended(.asked), .ended(.told(15)),
      .absent(last: nil), .absent(last: .stopped), .lost(.takenOver), .connectionLost, .noAnswer,
    ] as [AttachEnd])
  func isKnown(_ end: AttachEnd) {
    #expect(!end.isOpen)
  }

  @Test func nothingThatMovesTheCursor() throws {
    let evil = "x\u{1b}]0;a\u{7}\n\u{202e}y"
    let ends: [AttachEnd] = [
      .detached, .ended(.exited(1)), .ended(.failed(evil)), .ended(.displayFailed(evil)),
      .lost(.takenOver), .absent(last: .failed(evil)), .connectionLost, .clientLeft(2),
    ]
    for end in ends {
      let line = try report(end, program: evil, clientLog: evil).line
      #expect(!line.unicodeScalars.contains { $0.value < 32 || $0.value == 0x202e }, "\(end)")
    }
    let hint = try AttachTarget(operand: "1").hint(program: evil, hasTerminal: false)
    #expect(!hint.contains("\u{1b}"))
  }

  @Test(
    arguments: [
      ("442611", false, "Ctrl-C leaves tmux running; closing its window ends the job"),
      (":100", true, "Ctrl-C leaves tmux running; the end of its shell ends it"),
    ])
  func saysWhatEndsTheSession(operand: String, hasTerminal: Bool, hint: String) throws {
    let target = try AttachTarget(operand: operand)
    #expect(target.hint(program: "tmux", hasTerminal: hasTerminal) == hint)
  }

  /// `qconnect --end` has its own words where attaching again would be no advice.
  @Test(
    arguments: [
      (.ended(.asked), 0, "the session was ended with qconnect --end"),
      (
        .absent(last: nil), 69,
        "job 8[1] has no session of qgui-run on node01: qdel '8[1]' ends the job"
      ),
      (
        .connectionLost, 255,
        "the connection to node01 was lost; the session may be ending: qconnect --end '8[1]' asks again"
      ),
    ] as [(AttachEnd, Int32, String)])
  func reportOfEnding(_ end: AttachEnd, _ status: Int32, _ line: String) throws {
    #expect(
      end.reportOfEnding(try JobID("8[1]"), place: "node01") == AttachReport(status, line))
  }

  @Test func foreignText() {
    #expect(ForeignText.lines("a\r\n\n  \nb\u{1b}c") == ["a", "b\\u{1b}c"])
  }
}
