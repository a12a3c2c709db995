import QGui
import Testing

/// Every transition of the keeper, as what it does after a sequence of events.
@Suite struct KeeperTests {
  private static let display = DisplayNumber(442611)!
  private static let job = try! JobID("442611")
  private static let starting = Keeper.Action.announce(.state, "starting")
  private static let attachable = Keeper.Action.announce(.state, "attachable")
  private static let waiting = Keeper.Action.setDeadline(1_000 + Keeper.runnerPatience)
  private static let upEvents: [Keeper.Event] = [.begin, .displayUp(display)]
  private static let up: [Keeper.Action] =
    [start(display.number)].flatMap { $0 } + [
      .setDeadline(nil), .announce(.display, "442611"), .startXpra,
    ]

  private static func start(_ number: UInt32) -> [Keeper.Action] {
    [.setDeadline(Keeper.xvfbPatience), .startXvfb(DisplayNumber(number)!)]
  }

  private static func ends(_ why: EndReason) -> [Keeper.Action] {
    [.announce(.end, why.text), waiting]
  }

  private static func takesDown(_ why: EndReason) -> [Keeper.Action] {
    [.setDeadline(nil), .takeDown(why)]
  }

  private func keeper(asked: Bool = false) -> Keeper {
    Keeper(
      candidates: asked
        ? DisplayCandidates(asked: Self.display)
        : DisplayCandidates(job: Self.job, unforeseen: [5_000_000]),
      numberWasAsked: asked, grace: 1_000)
  }

  private func actions(_ events: [Keeper.Event], asked: Bool = false) -> [Keeper.Action] {
    var keeper = keeper(asked: asked)
    return events.flatMap { keeper.handle($0) }
  }

  @Test func startsXThenXpra() {
    #expect(actions([.begin]) == Self.start(442611))
    #expect(actions(Self.upEvents) == Self.up)
    #expect(actions(Self.upEvents + [.attachable]) == Self.up + [Self.attachable])
  }

  @Test func triesTheNextNumber() {
    let done = actions([.begin, .displayTaken, .displayTaken])
    #expect(done == Self.start(442611) + Self.start(100) + Self.start(101))
  }

  @Test func givesUpWhenXvfbEndsAgainAndAgain() {
    let ended = Keeper.Event.xvfbEnded(status: 1, lastWords: "no\u{1B}[2Jfonts")
    let done = actions([.begin, ended, ended, ended])
    let why = EndReason.displayFailed(
      "Xvfb did not start: it ended with status 1 (no\\u{1b}[2Jfonts)")
    #expect(done == Self.start(442611) + Self.start(100) + Self.start(101) + Self.ends(why))
  }

  @Test func takesNoOtherNumberThanTheOneAskedFor() {
    let why = EndReason.displayFailed("its number is taken: leave --display out")
    #expect(actions([.begin, .displayTaken], asked: true) == Self.start(442611) + Self.ends(why))
  }

  @Test func runsOutOfNumbers() {
    let most = Int(DisplayCandidates.substitutesInARow) + 2
    let done = actions([.begin] + Array(repeating: .displayTaken, count: most))
    #expect(done.suffix(2) == Self.ends(.displayFailed("no number is free"))[...])
  }

  @Test func waitsForXvfbOnlySoLong() {
    let why = EndReason.displayFailed("Xvfb accepted nobody within 30 s")
    #expect(actions([.begin, .deadline]) == Self.start(442611) + Self.ends(why))
  }

  @Test func endsWithXvfb() {
    let why = EndReason.displayFailed(
      "Xvfb ended with status 137 (killed, as where the job has too little memory)")
    let done = actions(Self.upEvents + [.xvfbEnded(status: 137, lastWords: nil)])
    #expect(done == Self.up + Self.ends(why))
  }

  @Test func startsXpraTwiceAgain() {
    let killed = Keeper.Event.xpraEnded(status: 137, lastWords: nil)
    let failed = Keeper.Event.xpraEnded(status: 1, lastWords: "it is broken")
    let done = actions(Self.upEvents + [.attachable, killed, .attachable, killed, failed])
    let why = EndReason.displayFailed(
      "xpra ended 3 times, at last with status 1 (it is broken)")
    let again = [Self.starting, .startXpra]
    let expected =
      Self.up + [Self.attachable] + again + [Self.attachable] + again + Self.ends(why)
    #expect(done == expected)
  }

  @Test func endsWhenXpraWasStopped() {
    let done = actions(Self.upEvents + [.xpraEnded(status: 0, lastWords: nil)])
    #expect(done == Self.up + Self.ends(.stopped))
  }

  @Test(arguments: [[], upEvents])
  func endsWhenAServerCannotBeStarted(_ events: [Keeper.Event]) {
    let done = actions(events + [.startFailed("no memory")])
    #expect(done.suffix(2) == Self.ends(.displayFailed("no memory"))[...])
  }

  @Test(arguments: [[], [.begin], upEvents, upEvents + [.attachable]] as [[Keeper.Event]])
  func takesDownWhenTheRunnerSaysSo(_ events: [Keeper.Event]) {
    let before = actions(events)
    #expect(actions(events + [.runnerEnds(.exited(3))]) == before + Self.takesDown(.exited(3)))
    for why in [EndReason.killed, .deleted(15)] {
      #expect(actions(events + [.runnerGone(why)]) == before + Self.takesDown(why))
    }
    #expect(actions(events + [.signal(15)]) == before + Self.ends(.told(15)))
  }

  /// The job was deleted, and the display lost, in the same moment: the record is of what the line says.
  @Test func takesTheReasonThatTheRunnerHas() {
    let lost = Keeper.Event.xvfbEnded(status: 1, lastWords: nil)
    let done = actions(Self.upEvents + [lost, .runnerEnds(.deleted(15))])
    #expect(done.suffix(2) == Self.takesDown(.deleted(15)).suffix(2))
  }

  /// Else the display's end is the reason.
  @Test(arguments: [Keeper.Event.runnerEnds(.exited(1)), .runnerGone(.killed), .deadline])
  func letsTheProgramGoFirst(_ event: Keeper.Event) {
    let why = EndReason.displayFailed("Xvfb ended with status 1")
    let lost = Keeper.Event.xvfbEnded(status: 1, lastWords: nil)
    let others: [Keeper.Event] = [
      lost, .xpraEnded(status: 1, lastWords: nil), .attachable, .signal(15), .startFailed("x"),
    ]
    let done = actions(Self.upEvents + [lost] + others + [event])
    #expect(done == Self.up + Self.ends(why) + Self.takesDown(why))
  }

  @Test func doesNothingWhenOver() {
    var keeper = keeper()
    _ = keeper.handle(.runnerGone(.killed))
    let events: [Keeper.Event] = [
      .begin, .displayTaken, .displayUp(Self.display), .attachable, .runnerGone(.killed), .deadline,
      .xvfbEnded(status: 0, lastWords: nil), .xpraEnded(status: 0, lastWords: nil),
      .startFailed(""), .runnerEnds(.stopped), .signal(15),
    ]
    for event in events { #expect(keeper.handle(event) == []) }
  }

  // MARK: a terminal outlives its display

  private static let resting = Keeper.Action.announce(.state, "resting")

  private static func rests(_ cause: DisplayRest.Cause, _ count: UInt64 = 1) -> [Keeper.Action] {
    [noDeadline, .announce(.rest, "\(count) \(cause)"), resting]
  }

  private static let noDeadline = Keeper.Action.setDeadline(nil)
  private static let stopped = Keeper.Event.xpraEnded(status: 0, lastWords: nil)
  private static let died = Keeper.Event.xpraEnded(status: 1, lastWords: nil)
  private static let xvfbDied = Keeper.Event.xvfbEnded(status: 137, lastWords: nil)

  private func terminal(_ events: [Keeper.Event]) -> [Keeper.Action] {
    var keeper = Keeper(
      candidates: DisplayCandidates(job: Self.job, unforeseen: []), numberWasAsked: false,
      grace: 1_000, isTerminal: true)
    let actions = (Self.upEvents + events).map { keeper.handle($0) }
    return Array(actions.joined().dropFirst(Self.up.count))
  }

  @Test func terminalOutlivesXpra() {
    let stopped = Self.rests(.stopped)
    #expect(terminal([Self.stopped, .attachable]) == stopped)
    let again = [Self.starting, .startXpra, Self.attachable]
    #expect(terminal([Self.stopped, .wanted, .wanted, .attachable]) == stopped + again)
    #expect(
      terminal([.startFailed("no memory"), .wanted]) == Self.rests(.failed) + again.dropLast())
    let thrice = terminal([Self.died, Self.died, Self.died])
    #expect(thrice == [Self.starting, .startXpra, Self.starting, .startXpra] + Self.rests(.failed))
  }

  /// On the number that its programs have in DISPLAY.
  @Test func terminalOutlivesXvfb() {
    let start = [Self.starting] + Self.start(442611)
    let up = [Self.noDeadline, .announce(.display, "442611"), .startXpra]
    for (events, cause) in [
      ([Self.xvfbDied, Self.died], .failed), ([Self.stopped, Self.xvfbDied], .stopped),
    ] as [([Keeper.Event], DisplayRest.Cause)] {
      let first = Self.rests(cause)
      #expect(terminal(events + [.wanted, .wanted]) == first + start)
      #expect(terminal(events + [.wanted, .displayUp(Self.display)]) == first + start + up)
      for failure in [Self.xvfbDied, .displayTaken, .startFailed("x"), .deadline] {
        let done = terminal(events + [.wanted, failure, .wanted])
        let second = Self.rests(failure == .displayTaken ? .taken : .failed, 2)
        #expect(done == first + start + second + start)
      }
    }
  }

  @Test(arguments: [[stopped], [stopped, .wanted], [xvfbDied], [xvfbDied, .wanted]])
  func terminalEndsWithItsRunner(_ events: [Keeper.Event]) {
    let before = terminal(events)
    #expect(terminal(events + [.runnerEnds(.exited(0))]) == before + Self.takesDown(.exited(0)))
    #expect(terminal(events + [.runnerGone(.killed)]) == before + Self.takesDown(.killed))
    #expect(terminal(events + [.signal(15)]) == before + Self.ends(.told(15)))
  }

  /// Other programs with windows are asked to end, and there is nothing to start again.
  @Test func onlyATerminalDoes() {
    #expect(actions(Self.upEvents + [.wanted]) == Self.up)
  }
}
