import QGui
import Testing

@Suite struct NodeSilenceTests {
  /// Told soon, asked about now and then, and not waited for without end.
  @Test func steps() {
    var silence = NodeSilence()
    func next(_ elapsed: UInt64) -> NodeSilence.Step? { silence.next(elapsed: elapsed) }
    #expect(next(1_000) == nil)
    var steps: [NodeSilence.Step] = []
    while let time = silence.nextTime {
      #expect(next(time - 1) == nil)
      steps += [next(time)].compactMap { $0 }
      #expect(time <= 150_000)
    }
    #expect(steps.first == .tell && steps.last == .giveUp && steps.contains(.ask))
    #expect(steps.count { $0 == .tell } == 1)
    #expect(next(.max) == nil)
  }

  @Test func line() {
    #expect(
      NodeSilence.line(
        place: "cn7", server: "the batch server says that job 31 runs on cn7")
        == "cn7 does not answer yet; the batch server says that job 31 runs on cn7: waiting for it,"
        + " Ctrl-C leaves it")
    #expect(
      NodeSilence.line(place: "cn7", server: nil)
        == "cn7 does not answer yet: waiting for it, Ctrl-C leaves it")
  }

  /// A job that was put back, or that began anew elsewhere, is not on the node that is silent.
  @Test func isStill() throws {
    let first = try report("R", ["exec_host = cn7/0", "session_id = 40", "run_count = 1"])
    let second = try report("R", ["exec_host = cn7/0", "session_id = 77", "run_count = 2"])
    let attach = { (report: JobReport) in QstatAnswer.attach(report, host: report.hostNames[0]) }
    #expect(attach(first).isStill(first.run))
    #expect(attach(first).isStill(nil))
    #expect(!attach(second).isStill(first.run))
    #expect(!QstatAnswer.wait(try report("Q", [])).isStill(first.run))
    #expect(!QstatAnswer.ending(try report("E", ["exec_host = cn7/0"])).isStill(first.run))
    #expect(!QstatAnswer.refuse(ExitStatus.unavailable, "gone").isStill(first.run))
    #expect(QstatAnswer.refuse(ExitStatus.tryAgain, "no server").isStill(first.run))
  }

  private func report(_ state: String, _ more: [String]) throws -> JobReport {
    let lines = ["Job_Owner = a@h", "job_state = \(state)", "server = h"] + more
    let text = "Job Id: 31.h\n" + lines.map { "    \($0)\n" }.joined()
    return try #require(QstatReport(text).flatMap { JobReport($0) })
  }
}
