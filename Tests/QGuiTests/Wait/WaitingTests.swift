import QGui
import Testing
import Transcripts

@Suite struct WaitingPaceTests {
  /// How many questions in five minutes, the first of them at once.
  private func questions(_ random: () -> UInt32) -> (count: Int, nearest: UInt64) {
    var pace = WaitingPace()
    var (now, count, nearest) = (UInt64(0), 0, UInt64.max)
    while now <= 300_000 {
      count += 1
      let pause = pace.next(random: random())
      nearest = min(nearest, pause)
      now += pause
    }
    return (count, nearest)
  }

  @Test func sparesTheServer() {
    for random in [{ UInt32.min }, { UInt32.max }, { .random(in: .min ... .max) }] {
      let asked = questions(random)
      #expect((7...12).contains(asked.count))
      #expect(asked.nearest >= 10_000)
    }
  }

  /// But for two questions, to a job of our own.
  @Test func asksSoonAboutANewJob() {
    var pace = WaitingPace(isNew: true)
    let pauses = (0..<4).map { _ in pace.next(random: 0) }
    #expect(pauses == [2_000, 3_000, 10_000, 13_333])
  }

  @Test func growsByAThirdUpToAMinute() {
    var pace = WaitingPace()
    let pauses = (0..<10).map { _ in pace.next(random: 0) }
    #expect(pauses.prefix(4) == [10_000, 13_333, 17_777, 23_702])
    #expect(pauses.suffix(3) == [60_000, 60_000, 60_000])
    let longest = pace.next(random: .max)
    #expect(longest == 72_000)
  }
}

private func job(_ state: String, _ more: String = "") throws -> JobReport {
  let text =
    "Job Id: 442611.s\n    Job_Owner = a@h\n    job_state = \(state)\n    server = s\n\(more)"
  return try #require(QstatReport(text).flatMap { JobReport($0) })
}

private let why = "    comment = Not Running: Insufficient amount of resource: ncpus\n"
private let plan = "    estimated.start_time = Mon Nov 23 08:00:00 2026\n"

@Suite struct WaitingLineTests {
  @Test(
    arguments: [
      (
        nil,
        "job 442611 is queued (Not Running: Insufficient amount of resource: ncpus), may start"
          + " Mon Nov 23 08:00: 3 min; Ctrl-C leaves it queued"
      ),
      (
        100,
        "job 442611 is queued (Not Running: Ins~), may start Mon Nov 23 08:00: 3 min;"
          + " Ctrl-C leaves it queued"
      ),
      (
        90, "job 442611 is queued, may start Mon Nov 23 08:00: 3 min; Ctrl-C leaves it queued"
      ),
      (60, "job 442611 is queued: 3 min; Ctrl-C leaves it queued"),
      (45, "job 442611 is queued; Ctrl-C leaves it queued"),
      (40, "job 442611 is queued: 3 min"), (24, "job 442611 is queued"), (10, "job 44261~"),
    ] as [(Int?, String)])
  func isCutSensibly(_ width: Int?, _ line: String) throws {
    #expect(WaitingLine.text(try job("Q", why + plan), waited: 200, width: width) == line)
  }

  @Test func states() throws {
    let start = "    Execution_Time = Tue Dec 31 23:59:00 2030\n"
    let table: [(JobReport, String)] = [
      (
        try job("W", start + plan),
        "job 442611 waits for its start time, Tue Dec 31 23:59:00 2030: 0 s;"
          + " Ctrl-C leaves it waiting"
      ),
      (try job("R"), "job 442611 is starting: 0 s; Ctrl-C leaves it as it is"),
      (try job("E"), "job 442611 is ending: 0 s; Ctrl-C leaves it as it is"),
      (
        try job("T"),
        "job 442611 is on its way to another queue or host: 0 s; Ctrl-C leaves it as it is"
      ),
      (try job("Q"), "job 442611 is queued: 0 s; Ctrl-C leaves it queued"),
    ]
    for (job, line) in table {
      #expect(WaitingLine.text(job, waited: 0, width: nil) == line)
    }
  }

  @Test(arguments: [(59, "59 s"), (60, "1 min"), (3599, "59 min"), (7500, "2 h 5 min")])
  func times(_ seconds: UInt64, _ text: String) throws {
    let line = WaitingLine.text(try job("Q"), waited: seconds, width: nil)
    #expect(line == "job 442611 is queued: \(text); Ctrl-C leaves it queued")
  }

  @Test func neverWiderAndSafe() throws {
    let evil = "    comment = \u{1B}]0;名前\u{7}" + String(repeating: "字", count: 200) + "\n"
    let report = try job("Q", evil + "    estimated.start_time = \u{202E}\u{1B}[2J a b c d\n")
    for width in 1...300 {
      let line = WaitingLine.text(report, waited: 90, width: width)
      #expect(line.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E80 ? 2 : 1) } <= width)
      #expect(isOneSafeLine(line))
    }
  }

  @Test func ofARealServer() throws {
    let text = Transcripts.stdout("openpbs", "qstat_f_queued_not_enough")
    let report = try #require(QstatReport(text).flatMap { JobReport($0) })
    #expect(
      WaitingLine.text(report, waited: 12, width: 120)
        == "job 4 is queued (Can Never Run: Insufficient amount of resource: ncpus"
        + " (R: 64 A: 16 T: ~): 12 s; Ctrl-C leaves it queued")
  }
}
