import QGui
import Testing

private func failure(_ text: String, status: Int32 = 255, node: String? = "node01") -> AttachEnd {
  .nodeFailed(NodeFailure(exitStatus: status, text: text, node: node.flatMap { HostName($0) }))
}

@Suite struct ComingBackTests {
  private static let passing: [AttachEnd] = [
    .connectionLost, .noAnswer, .lost(.restarted), .lost(.closed), .notReady,
    failure("ssh: connect to host node01 port 22: Connection refused"),
    failure("ssh: connect to host node01 port 22: Connection timed out"),
    failure("ssh: connect to host node01 port 22: No route to host"),
    failure("Connection closed by 10.0.0.1 port 22"),
    failure("kex_exchange_identification: read: Connection reset by peer"),
    failure("ssh: Could not resolve hostname node01: Temporary failure in name resolution"),
    failure("", status: 254),
  ]

  private static let final: [AttachEnd] = [
    .detached, .clientLeft(0), .clientLeft(1), .clientLeft(130), .clientLeft(137),
    .ended(.exited(0)), .ended(nil), .lost(.takenOver), .lost(.displayFailed),
    .lost(.displayTaken), .absent(last: .exited(0)),
    .absent(last: nil), .otherVersion, .flooded,
    failure("Host key verification failed."), failure("Permission denied (publickey)."),
    failure("bash: qgui-run: command not found", status: 127), failure("", status: 64),
    failure("what is this"), failure("Connection refused", status: 1, node: nil),
  ]

  @Test(arguments: passing)
  func comesBack(_ end: AttachEnd) {
    var back = ComingBack()
    let decisions = [nil, 1, nil].map { back.decide(end, attachedFor: $0, random: 0) }
    #expect(decisions == [.over, .again(pause: 1_000), .again(pause: 2_000)])
  }

  /// A job that was followed in between is one that the user was attached to.
  @Test func comesBackAfterFollowing() {
    var back = ComingBack()
    back.hasAttached(for: nil)
    let unknown = back.decide(.connectionLost, attachedFor: nil, random: 0)
    back.hasAttached(for: 4_000)
    let known = back.decide(.connectionLost, attachedFor: nil, random: 0)
    #expect([unknown, known] == [.over, .again(pause: 1_000)])
  }

  @Test(arguments: final)
  func isOver(_ end: AttachEnd) {
    var back = ComingBack()
    let decisions = [100_000, nil].map { back.decide(end, attachedFor: $0, random: 0) }
    #expect(decisions == [.over, .over])
  }

  private func pause(_ back: inout ComingBack, attachedFor: UInt64?, random: UInt32 = 0) -> UInt64 {
    switch back.decide(.connectionLost, attachedFor: attachedFor, random: random) {
    case .over: 0
    case .again(let pause): pause
    }
  }

  @Test func pausesGrowAndBeginAnew() {
    var back = ComingBack()
    var pauses = [pause(&back, attachedFor: 10)]
    for _ in 0..<8 { pauses.append(pause(&back, attachedFor: nil)) }
    #expect(pauses.map { $0 / 1000 } == [1, 2, 5, 10, 20, 40, 60, 60, 60])
    let short = pause(&back, attachedFor: 60_000)
    let afterGoodTime = pause(&back, attachedFor: 60_001)
    let withJitter = pause(&back, attachedFor: nil, random: .max)
    #expect([short, afterGoodTime, withJitter] == [60_000, 1_000, 2_400])
  }

  @Test func sparesTheServer() {
    var back = ComingBack()
    let times: [UInt64] = [5_000, 14_999, 15_000, 24_999, 25_000]
    let answers = times.map { back.asksServer(now: $0) }
    #expect(answers == [true, false, true, false, true])
  }

  @Test func asksAtOnceOfASilentNode() {
    var back = ComingBack()
    back.hasAskedServer(now: 5_000)
    let first = back.asksServerOfSilence(now: 6_000)
    _ = back.decide(.connectionLost, attachedFor: 1_000, random: 0)
    let next = [7_000, 15_999, 16_000].map { back.asksServerOfSilence(now: $0) }
    #expect([first] + next == [true, false, false, true])
  }

  @Test func sentences() throws {
    let table: [(AttachEnd, UInt64, String)] = [
      (
        .connectionLost, 5_000,
        "the connection to node01 was lost: trying again in 5 s, Ctrl-C leaves it"
      ),
      (
        .lost(.closed), 1_100,
        "xpra closed the connection; rstudio goes on: trying again in 1 s, Ctrl-C leaves it"
      ),
      (
        .lost(.restarted), 12_000,
        "the display of rstudio was lost and started again: trying again in 12 s, Ctrl-C leaves it"
      ),
      (
        failure("Connection refused"), 60_000,
        "node01 cannot be reached now: trying again in 60 s, Ctrl-C leaves it"
      ),
      (
        .notReady, 0,
        "the display of rstudio is not ready yet: trying again in 1 s, Ctrl-C leaves it"
      ),
    ]
    let target = try AttachTarget(operand: "442611")
    for (end, pause, line) in table {
      let shown = end.lineBeforeAgain(
        target: target, program: "rstudio", place: "node01", pause: pause)
      #expect(shown == line)
    }
  }

  /// Of a node that is silent it is said what the server knows, and no more.
  @Test func whatTheServerSays() throws {
    let target = try AttachTarget(operand: "442611")
    let line = failure("ssh: connect to host node01 port 22: No route to host").lineBeforeAgain(
      target: target, program: "rstudio", place: "node01",
      server: "the batch server says that job 442611 runs on node01", pause: 2_000)
    #expect(
      line == "node01 cannot be reached now; the batch server says that job 442611 runs on node01:"
        + " trying again in 2 s, Ctrl-C leaves it")
    for end in Self.passing where end.isSilence {
      #expect(!end.loss(target, "rstudio", "node01").contains("goes on"))
    }
    #expect(Self.passing.count(where: \.isSilence) == 9)
    #expect(Self.final.count(where: \.isSilence) == 0)
  }

  @Test(arguments: passing)
  func nothingThatMovesTheCursor(_ end: AttachEnd) throws {
    let target = try AttachTarget(operand: ":100")
    for program in ["x\u{1b}]0;a\u{7}\n\u{202e}y", ""] {
      let line = end.lineBeforeAgain(target: target, program: program, place: "node01", pause: 1)
      #expect(isOneSafeLine(line))
    }
  }
}
