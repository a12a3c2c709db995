import QGui
import Testing
import Transcripts

@Suite struct QstatOfSeveralTests {
  private func decide(_ job: String, _ text: String, status: Int32 = 0) throws -> QstatAnswer? {
    QstatAnswer.decide(
      job: try JobID(job), among: text, user: "alice", exitStatus: status, stderr: "")
  }

  private func job(_ id: String, _ state: String, host: String? = nil) -> String {
    let place = host.map { "    exec_host = \($0)/0\n" } ?? ""
    return "Job Id: \(id)\n    Job_Owner = alice@login\n    job_state = \(state)\n\(place)\n"
  }

  @Test func eachHasItsOwn() throws {
    let text = job("7.server", "Q") + job("8.server", "R", host: "node01") + job("9.server", "H")
    guard case .wait = try decide("7", text) else {
      Issue.record("7 waits")
      return
    }
    guard case .attach(_, let host) = try decide("8.server", text) else {
      Issue.record("8 runs")
      return
    }
    #expect(host.description == "node01")
    guard case .refuse(ExitStatus.tryAgain, let line) = try decide("9", text) else {
      Issue.record("9 is held")
      return
    }
    #expect(line.contains("held"))
  }

  /// As for that one alone: not job 7 for the one reader, and 27 for the other.
  @Test func anIDIsReadInOneWay() throws {
    let text = job("7.server", "H").replacing("Job Id: ", with: "Job Id:2")
    #expect(QstatReport(text)?.id == "27.server")
    guard case .refuse(ExitStatus.unavailable, _) = try decide("7", text) else {
      Issue.record("it is another job's")
      return
    }
  }

  /// A line ends at its line feed, whatever comes before it.
  @Test func carriageReturns() throws {
    let text = job("7.server", "H").replacing("\n", with: "\r\n") + job("8.server", "Q")
    guard case .wait = try decide("8", text) else {
      Issue.record("8 waits")
      return
    }
  }

  /// Slurm's qstat exits with 0, the others with 153, after what they know of the rest.
  @Test(arguments: [0, 153] as [Int32])
  func oneThatIsGone(_ status: Int32) throws {
    let answer = try decide("6", job("7.server", "Q"), status: status)
    guard case .refuse(ExitStatus.unavailable, let line) = answer else {
      Issue.record("it is \(String(describing: answer))")
      return
    }
    #expect(line.contains("no job 6 is known"))
  }

  @Test func serverThatIsAway() throws {
    #expect(try decide("7", "", status: 255) == nil)
    // A neighbour that is gone is no trouble of the server's.
    guard case .refuse(ExitStatus.tryAgain, _) = try decide("9", job("9", "H"), status: 153) else {
      Issue.record("9 is held")
      return
    }
  }

  /// A variable with a line break in it can look like another job.
  @Test func twiceIsNotBelieved() throws {
    let text = job("7.server", "R", host: "evil") + job("7.server", "Q")
    guard case .refuse = try decide("7", text) else {
      Issue.record("it was believed")
      return
    }
  }
}
