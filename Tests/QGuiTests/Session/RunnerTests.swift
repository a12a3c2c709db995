import QGui
import Testing

/// Every transition of the runner, as what it does after a sequence of events.
@Suite struct RunnerTests {
  private static let term: Int32 = 15
  private static let close = Runner.Action.setDeadline(Runner.teardownPatience)
  private static let noDeadline = Runner.Action.setDeadline(nil)
  private static let reading = MemoryReading(
    limit: MemorySize(bytes: 200 << 20), job: nil, peak: nil)

  private func actions(_ events: [Runner.Event]) -> [Runner.Action] {
    var runner = Runner(grace: 5_000)
    return events.flatMap { runner.handle($0) }
  }

  private static let gone: [Runner.Event] = [.nobodyLeft(killed: nil), .keeperGone(finished: true)]

  @Test(arguments: [Int32(0), 3, 200])
  func exitsWithTheProgramsStatus(_ status: Int32) {
    let done = actions([.displayUp, .programEnded(status: status, signal: 0)] + Self.gone)
    let why = EndReason.exited(status)
    #expect(
      done == [.startProgram, .tellKeeper(why), Self.close, Self.noDeadline, .exit(status, why)])
  }

  @Test func exitsWith128AndTheSignal() {
    let done = actions([.displayUp, .programEnded(status: 139, signal: 11)] + Self.gone)
    #expect(done.last == .exit(139, .signalled(11)))
  }

  /// The launcher's status counts, not that of what it left behind.
  @Test func waitsForDescendants() {
    var runner = Runner(grace: 5_000)
    #expect(runner.handle(.displayUp) == [.startProgram])
    #expect(runner.handle(.programEnded(status: 3, signal: 0)) == [])
    #expect(runner.handle(.programEnded(status: 9, signal: 0)) == [])
    #expect(runner.handle(.nobodyLeft(killed: nil)) == [.tellKeeper(.exited(3)), Self.close])
  }

  @Test(arguments: [Int32(1), 2, 3, 15])
  func passesOnAndEnds(_ signal: Int32) {
    let done = actions(
      [.displayUp, .signal(signal, .user, why: .told(signal)), .programEnded(status: 9, signal: 0)]
        + Self.gone)
    let why = EndReason.told(signal)
    #expect(
      done == [
        .startProgram, .tellCause(why), .endProgram(signal), .setDeadline(5_000),
        .tellKeeper(why), Self.close, Self.noDeadline, .exit(9, why),
      ])
  }

  /// Ctrl-C is PROGRAM's own business, and with a terminal of its own it hears of it from us.
  @Test(arguments: [(true, []), (false, [Runner.Action.signalProgram(2)])])
  func passesOnKeys(_ hearsKeys: Bool, _ expected: [Runner.Action]) {
    var runner = Runner(grace: 5_000, programHearsKeys: hearsKeys)
    _ = runner.handle(.displayUp)
    #expect(runner.handle(.signal(2, .keyboard, why: .told(2))) == expected)
    _ = runner.handle(.signal(15, .user, why: .told(15)))
    #expect(runner.handle(.signal(2, .keyboard, why: .told(2))) == expected)
  }

  @Test func killsAfterTheGrace() {
    let done = actions([
      .displayUp, .signal(15, .user, why: .told(15)), .signal(15, .user, why: .told(15)), .deadline,
      .signal(15, .user, why: .told(15)), .programEnded(status: 137, signal: 9),
      .nobodyLeft(killed: nil), .keeperGone(finished: true),
    ])
    #expect(
      done == [
        .startProgram, .tellCause(.told(15)), .endProgram(15), .setDeadline(5_000),
        .signalProgram(15), .setDeadline(Runner.killPatience), .killProgram, .tellKeeper(.told(15)),
        Self.close,
        Self.noDeadline,
        .exit(137, .told(15)),
      ])
  }

  /// The batch system's signal at the walltime's end, whatever the program makes of it.
  @Test(arguments: [(EndReason.deleted(15), Int32(143)), (.walltime(.init(seconds: 60)!), 143)])
  func endsForTheBatchSystem(_ why: EndReason, _ status: Int32) {
    let done = actions([
      .displayUp, .signal(15, .batchSystem, why: why), .deadline, .deadline,
      .keeperGone(finished: true),
    ])
    #expect(done.contains(.tellCause(why)))
    #expect(done.suffix(2) == [Self.noDeadline, .exit(status, why)])
  }

  /// A process of another user, or one that waits for a dead disk.
  @Test func doesNotWaitForWhatNobodyCanKill() {
    let done = actions([
      .displayUp, .signal(15, .user, why: .told(15)), .deadline, .deadline,
      .keeperGone(finished: true),
    ])
    #expect(
      done.suffix(4) == [
        .tellKeeper(.told(15)), Self.close, Self.noDeadline, .exit(143, .told(15)),
      ])
  }

  @Test(arguments: [Int32(10), 12, 18])
  func passesOnWhatIsTheProgramsBusiness(_ signal: Int32) {
    #expect(actions([.signal(signal, .user, why: .told(signal))]) == [])
    #expect(
      actions([.displayUp, .signal(signal, .user, why: .told(signal))])
        == [.startProgram, .signalProgram(signal)])
  }

  /// The terminal has sent it to the program too, which may go on.
  @Test func letsTheProgramAnswerTheKeyboard() {
    #expect(actions([.displayUp, .signal(2, .keyboard, why: .told(2))]) == [.startProgram])
    let done = actions([
      .displayUp, .signal(15, .user, why: .told(15)), .signal(2, .keyboard, why: .told(2)),
    ])
    #expect(
      done == [
        .startProgram, .tellCause(.told(15)), .endProgram(15), .setDeadline(5_000),
      ])
  }

  @Test(arguments: [SignalSender.keyboard, .user, .batchSystem])
  func endsBeforeThereIsAProgram(_ sender: SignalSender) {
    let done = actions([
      .signal(2, sender, why: .told(2)), .displayUp, .keeperGone(finished: true),
    ])
    #expect(
      done == [.tellKeeper(.told(2)), Self.close, Self.noDeadline, .exit(130, .told(2))])
  }

  @Test func endsWhenAskedBeforeThereIsAProgram() {
    let done = actions([
      .signal(15, .qconnect, why: .asked), .displayUp, .keeperGone(finished: true),
    ])
    #expect(done.last == .exit(143, .asked))
  }

  @Test func endsTheProgramWithItsDisplay() {
    let why = EndReason.displayFailed("Xvfb ended")
    let done = actions(
      [.displayUp, .keeperEnds(why), .keeperEnds(.stopped), .programEnded(status: 143, signal: 15)]
        + Self.gone)
    #expect(
      done == [
        .startProgram, .endProgram(Self.term), .setDeadline(5_000), .tellKeeper(why),
        Self.close, Self.noDeadline, .exit(125, why),
      ])
  }

  @Test func failsWithoutADisplay() {
    let why = EndReason.displayFailed("no number is free")
    let done = actions([.keeperEnds(why), .keeperGone(finished: true)])
    #expect(done == [.tellKeeper(why), Self.close, Self.noDeadline, .exit(125, why)])
  }

  /// A program that loses its display may be gone before the keeper can tell why.
  @Test(arguments: [(status: Int32(1), signal: Int32(0)), (0, 0), (138, 10)])
  func hearsOfTheDisplayAfterTheProgram(_ status: Int32, _ signal: Int32) {
    let why = EndReason.displayFailed("Xvfb ended")
    let done = actions([
      .displayUp, .programEnded(status: status, signal: signal), .nobodyLeft(killed: nil),
      .keeperEnds(why), .keeperGone(finished: true),
    ])
    #expect(done.last == .exit(125, why))
  }

  @Test func keepsTheFirstReason() {
    let why = EndReason.displayFailed("Xvfb ended")
    let told = actions([
      .displayUp, .signal(15, .user, why: .told(15)), .keeperEnds(why),
      .programEnded(status: 143, signal: 15), .nobodyLeft(killed: nil), .keeperEnds(why),
      .keeperGone(finished: true),
    ])
    #expect(told.last == .exit(143, .told(15)))
  }

  @Test func stoppedByHand() {
    let done = actions(
      [.displayUp, .keeperEnds(.stopped), .programEnded(status: 143, signal: 15)] + Self.gone)
    #expect(done.last == .exit(143, .stopped))
  }

  @Test func takesDownInPlaceOfADeadKeeper() {
    let why = EndReason.displayFailed("its keeper was killed")
    let done = actions([
      .displayUp, .keeperGone(finished: false), .programEnded(status: 143, signal: 15),
      .nobodyLeft(killed: nil), .deadline,
    ])
    #expect(
      done == [
        .startProgram, .endProgram(Self.term), .setDeadline(5_000), Self.noDeadline,
        .takeDown(why), .exit(125, why),
      ])
    #expect(
      actions([.keeperGone(finished: false)]) == [
        Self.noDeadline, .takeDown(why), .exit(125, why),
      ])
  }

  @Test(arguments: [Runner.Event.keeperGone(finished: false), .deadline])
  func takesDownWhenTheKeeperDoesNot(_ event: Runner.Event) {
    let done = actions([
      .displayUp, .programEnded(status: 0, signal: 0), .nobodyLeft(killed: nil), event, event,
    ])
    let why = EndReason.exited(0)
    #expect(
      done == [
        .startProgram, .tellKeeper(why), Self.close, Self.noDeadline, .takeDown(why),
        .exit(0, why),
      ])
  }

  @Test func programThatCannotBeStarted() {
    let done = actions([.displayUp, .programFailed("no"), .keeperGone(finished: true)])
    #expect(done.last == .exit(125, .failed("no")))
  }

  /// By itself, through a launcher, or inside a terminal, which ends well.
  @Test(arguments: [(status: Int32(137), signal: Int32(9)), (1, 0), (0, 0)])
  func endsByMemory(_ status: Int32, _ signal: Int32) {
    let done = actions([
      .displayUp, .memoryKill, .programEnded(status: status, signal: signal),
      .nobodyLeft(killed: Self.reading), .keeperGone(finished: true),
    ])
    let why = EndReason.memory(MemoryKill(status: status, reading: Self.reading))
    #expect(
      done == [
        .startProgram, .setDeadline(Runner.memoryKillPause), .tellKeeper(why), Self.close,
        Self.noDeadline, .exit(status, why),
      ])
  }

  @Test func livesOnAfterAMemoryKill() {
    let done = actions([
      .displayUp, .memoryKill, .deadline, .programEnded(status: 0, signal: 0),
      .nobodyLeft(killed: Self.reading), .keeperGone(finished: true),
    ])
    #expect(
      done == [
        .startProgram, .setDeadline(Runner.memoryKillPause), Self.noDeadline, .tellOfMemoryKill,
        .tellKeeper(.exited(0)), Self.close, Self.noDeadline, .exit(0, .exited(0)),
      ])
  }

  /// Each is told in its time, however soon the next one follows; and the last is why it ended.
  @Test func isKilledInAgainAndAgain() {
    let done = actions([
      .displayUp, .memoryKill, .memoryKill, .memoryKill, .deadline, .memoryKill, .deadline,
      .programEnded(status: 0, signal: 0), .nobodyLeft(killed: Self.reading),
    ])
    let pause = Runner.Action.setDeadline(Runner.memoryKillPause)
    let why = EndReason.memory(MemoryKill(status: 0, reading: Self.reading))
    #expect(
      done == [
        .startProgram, pause, pause, .tellOfMemoryKill, pause, .tellOfMemoryKill, .tellKeeper(why),
        Self.close,
      ])
  }

  /// Nothing follows the exit.
  @Test func doesNothingWhenOver() {
    var runner = Runner(grace: 0)
    _ = runner.handle(.keeperGone(finished: false))
    let events: [Runner.Event] = [
      .displayUp, .keeperEnds(.stopped), .keeperGone(finished: true), .deadline, .memoryKill,
      .programEnded(status: 0, signal: 0), .nobodyLeft(killed: nil), .programFailed(""),
      .signal(15, .user, why: .told(15)),
    ]
    for event in events { #expect(runner.handle(event) == []) }
  }

  /// OpenPBS signals the leaves of a job first: the order to end may come last.
  @Test(arguments: [(status: Int32(143), signal: Int32(15)), (15, 0), (137, 9), (1, 0), (0, 0)])
  func hearsOfTheOrderAfterTheProgram(_ status: Int32, _ signal: Int32) {
    let end: EndReason = signal == 0 ? .exited(status) : .signalled(signal)
    let why = EndReason.limit(ExceededLimit(.cput, used: 61, limit: 60))
    let done = actions([
      .displayUp, .programEnded(status: status, signal: signal), .nobodyLeft(killed: nil),
      .signal(15, .batchSystem, why: why), .signal(15, .batchSystem, why: why),
      .keeperGone(finished: true),
    ])
    #expect(
      done == [
        .startProgram, .tellKeeper(end), Self.close, .tellKeeper(why), Self.noDeadline,
        .exit(status, why),
      ])
  }

  /// An order that came first stays the reason, and what is PROGRAM's own business ends nothing.
  @Test func keepsTheOrderThatCameFirst() {
    let closing: [Runner.Event] = [
      .displayUp, .signal(15, .qconnect, why: .asked), .programEnded(status: 0, signal: 0),
      .nobodyLeft(killed: nil),
    ]
    let late: [Runner.Event] = [
      .signal(15, .batchSystem, why: .deleted(15)), .signal(10, .user, why: .told(10)),
      .keeperGone(finished: true),
    ]
    #expect(actions(closing + late).last == .exit(0, .asked))
  }

  /// The keeper has the last word, as the batch system may have said more meanwhile.
  @Test func hearsWhatTheKeeperFoundOut() {
    let done = actions([
      .displayUp, .signal(15, .batchSystem, why: .deleted(15)),
      .programEnded(status: 143, signal: 15), .nobodyLeft(killed: nil),
      .keeperEnds(.batchSystem("spool usage")), .keeperGone(finished: true),
    ])
    #expect(done.last == .exit(143, .batchSystem("spool usage")))
  }

  @Test(
    arguments: [
      (2, 0, 2, .terminal(2)), (131, 3, 3, .terminal(3)), (130, 0, 2, .terminal(2)),
      (0, 0, 2, .exited(0)), (3, 0, 2, .exited(3)), (2, 0, nil, .exited(2)),
    ] as [(Int32, Int32, Int32?, EndReason)])
  func tellsOfTheTerminalsKeys(_ status: Int32, _ signal: Int32, _ key: Int32?, _ why: EndReason) {
    let ended = Runner.Event.programEnded(status: status, signal: signal, key: key)
    #expect(actions([.displayUp, ended] + Self.gone).last == .exit(status, why))
  }

  @Test func hearsOfAKeyAfterTheProgram() {
    let done = actions([
      .displayUp, .programEnded(status: 130, signal: 2), .nobodyLeft(killed: nil),
      .signal(3, .keyboard, why: .told(3)), .signal(2, .keyboard, why: .told(2)),
      .keeperGone(finished: true),
    ])
    #expect(
      done.suffix(3) == [.tellKeeper(.terminal(2)), Self.noDeadline, .exit(130, .terminal(2))])
  }
}
