import QGui
import Testing

@Suite struct NodeStateTests {
  @Test(arguments: [
    (QstatCheck.Found.said(path: "/usr/bin/qstat", status: 153, error: ""), CheckResult.State.ok),
    (.said(path: "/usr/bin/qstat", status: 35, error: ""), .ok),
    (.said(path: "/usr/bin/qstat", status: 255, error: "cannot connect\n"), .warning),
    (.silent(path: "/usr/bin/qstat"), .warning), (.missing, .warning),
  ])
  func anAnswerOfQstatIsAnAnswer(_ found: QstatCheck.Found, _ state: CheckResult.State) {
    #expect(QstatCheck(found).result.state == state)
  }

  @Test func qstatsErrorIsOneLine() {
    let found = QstatCheck.Found.said(path: "/q", status: 255, error: "one\ntwo\u{1B}\n")
    #expect(QstatCheck(found).result.line.contains("/q exits with 255: two\\u{1b}: "))
  }

  @Test(
    arguments: [
      (1_000, true, CheckResult.State.ok), (1_000, false, .warning), (1_000, nil, .unknown),
      (100_000, true, .wrong), (1_200, true, .ok),
    ] as [(Int64, Bool?, CheckResult.State)])
  func aClockBehindTheFilesIsWrong(
    _ newest: Int64, _ synchronized: Bool?, _ state: CheckResult.State
  ) {
    let check = ClockCheck(now: 1_000, newest: ("/etc", newest), synchronized: synchronized)
    #expect(check.result.state == state)
  }

  @Test func programsAreRootsAlone() {
    func walk(_ mode: UInt32) -> PathWalk {
      PathWalk(
        path: "/b/p", steps: [.init("/b/p", .there(FileStatus(.file, owner: 0, mode: mode)))])
    }
    #expect(ProgramsCheck(run: walk(0o755), node: walk(0o755)).results.map(\.state) == [.ok, .ok])
    #expect(
      ProgramsCheck(run: walk(0o775), node: walk(0o775)).results.map(\.state) == [.wrong, .warning])
    #expect(ProgramsCheck(run: nil, node: walk(0o755)).results[0].state == .warning)
  }

  @Test func aNodeWithoutABatchSystemIsAWarning() {
    #expect(BatchSystemCheck.result([]).state == .warning)
    #expect(
      BatchSystemCheck.result(["OpenPBS", "Slurm"]).message == "jobs come from OpenPBS and Slurm")
  }

  /// The mode of a link says nothing; its owner does.
  @Test func aLinkOfSomebodyElsesIsAFault() {
    func walk(owner: UInt32) -> PathWalk {
      PathWalk(
        path: "/l", steps: [.init("/l", .there(FileStatus(.link, owner: owner, mode: 0o777)))])
    }
    #expect(walk(owner: 0).fault == nil)
    #expect(walk(owner: 1000).fault?.remedy == "chown -h root /l")
  }
}
