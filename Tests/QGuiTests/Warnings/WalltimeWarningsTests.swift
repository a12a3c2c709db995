import QGui
import Testing

@Suite struct WalltimeWarningsTests {
  private static let hour = WallTime(seconds: 3600)!
  private static let minute: UInt64 = 60_000
  private static let begun: UInt64 = 10_000_000
  private static let end = begun + 60 * minute

  private func warnings(
    _ times: String = "30m 10m 2m", walltime: WallTime? = nil, asks: Bool = true,
    now: UInt64 = begun + 2_000
  ) throws -> WalltimeWarnings {
    WalltimeWarnings(
      try WarningTimes(option: times), begun: Self.begun, walltime: walltime, asks: asks, now: now)
  }

  /// The moment of the next step at which something is due: the questions before it are answered as
  /// the first was.
  private func next(
    _ warnings: inout WalltimeWarnings, after start: UInt64, before due: UInt64,
    _ walltime: WallTime = hour
  ) -> UInt64? {
    var now = start
    while let step = warnings.nextStep, step < due {
      #expect(step - now >= Self.minute || now == start)
      #expect(step - now <= 10 * Self.minute)
      now = step
      #expect(warnings.step(now: now) == .ask)
      #expect(warnings.answered(.walltime(walltime), now: now) == nil)
    }
    return warnings.nextStep
  }

  @Test func asksOnceAndThenBeforeEachWarning() throws {
    var warnings = try warnings()
    #expect(warnings.step(now: Self.begun + 2_000) == .ask)
    #expect(warnings.answered(.walltime(Self.hour), now: Self.begun + 2_100) == nil)
    #expect(warnings.limit == TimeLimit(Self.hour, begun: Self.begun))
    var start = Self.begun + 2_100
    for minutes: UInt64 in [30, 10, 2] {
      let due = Self.end - minutes * Self.minute
      #expect(next(&warnings, after: start, before: due) == due)
      #expect(warnings.step(now: due - 1) == nil)
      #expect(warnings.step(now: due) == .ask)
      let told = warnings.answered(.walltime(Self.hour), now: due + 90)
      #expect(told == .walltime(Self.hour, left: minutes * 60))
      start = due + 90
    }
    // Once more before the end, which may have moved.
    let last = Self.end - 30_000
    #expect(next(&warnings, after: start, before: last) == last)
    #expect(warnings.step(now: last) == .ask)
    #expect(warnings.answered(.walltime(Self.hour), now: last + 90) == nil)
    #expect(warnings.nextStep == nil)
  }

  @Test func goesByTheTimeUsedOfAJobThatBeganBeforeItsShell() throws {
    var warnings = try warnings("10m")
    let now = Self.begun + 2_000
    #expect(warnings.step(now: now) == .ask)
    #expect(warnings.answered(.walltime(Self.hour, used: 1200), now: now) == nil)
    #expect(warnings.limit?.left(now: now) == 40 * Self.minute)
    #expect(warnings.nextStep == now + 5 * Self.minute)
  }

  /// qalter: the notices that an earlier end has passed over are told at once, and only once.
  @Test(
    arguments: [(25, 1500), (9, 540), (1, 60)] as [(UInt64, UInt64)])
  func shorterWalltimeIsNoticed(_ minutes: UInt64, _ left: UInt64) throws {
    var warnings = try warnings(walltime: WallTime(seconds: 8 * 3600))
    let asked = try #require(warnings.nextStep)
    #expect(asked <= Self.begun + 2_000 + 10 * Self.minute)
    #expect(warnings.step(now: asked) == .ask)
    let used = (asked - Self.begun) / 1000
    let shorter = try #require(WallTime(seconds: used + minutes * 60))
    let now = Self.begun + used * 1000
    #expect(warnings.answered(.walltime(shorter), now: now) == .walltime(shorter, left: left))
    #expect(warnings.limit == TimeLimit(shorter, begun: Self.begun))
    let then = now + Self.minute
    _ = warnings.step(now: then)
    #expect(warnings.answered(.walltime(shorter), now: then) == nil || minutes == 1)
  }

  @Test func walltimeThatIsShorterAndFarIsNoNotice() throws {
    var warnings = try warnings(walltime: WallTime(seconds: 8 * 3600))
    let asked = try #require(warnings.nextStep)
    #expect(warnings.step(now: asked) == .ask)
    #expect(warnings.answered(.walltime(Self.hour), now: asked) == nil)
  }

  /// An idle session is not woken more often than once a minute.
  @Test(arguments: [60, 300, 3600, 8 * 3600, 30 * 24 * 3600] as [UInt64])
  func asksNowAndThen(_ seconds: UInt64) throws {
    let walltime = try #require(WallTime(seconds: seconds))
    var warnings = try warnings("none")
    var now = Self.begun + 2_000
    #expect(warnings.step(now: now) == .ask)
    _ = warnings.answered(.walltime(walltime), now: now)
    warnings = try self.warnings(walltime: walltime)
    while let step = warnings.nextStep {
      #expect(step >= now + Self.minute || step + 125_000 >= Self.begun + seconds * 1000)
      now = step
      if warnings.step(now: now) == .ask { _ = warnings.answered(.walltime(walltime), now: now) }
    }
  }

  /// The time used may be old, but not by more than ten minutes.
  @Test(arguments: [(1_500, 30), (1_000, 43)] as [(UInt64, UInt64)])
  func suspendedJobHasMoreTime(_ used: UInt64, _ minutesLeft: UInt64) throws {
    let now = Self.end - 30 * Self.minute
    var warnings = try warnings("30m", walltime: Self.hour, now: now - 2_000)
    #expect(warnings.step(now: now) == .ask)
    _ = warnings.answered(.walltime(Self.hour, used: used), now: now)
    #expect((warnings.limit?.left(now: now) ?? 0) / Self.minute == minutesLeft)
  }

  @Test func goesByTheEnvironmentWhereNobodyCanBeAsked() throws {
    var warnings = try warnings("10m", walltime: Self.hour, asks: false)
    let due = Self.end - 10 * Self.minute
    #expect(warnings.nextStep == due)
    #expect(warnings.step(now: due) == .warn(.walltime(Self.hour, left: 600)))
    #expect(warnings.nextStep == nil)
  }

  @Test func saysNothingOfAnEndThatHasMoved() throws {
    var warnings = try warnings("10m", walltime: Self.hour)
    let due = Self.end - 10 * Self.minute
    #expect(next(&warnings, after: Self.begun + 2_000, before: due) == due)
    #expect(warnings.step(now: due) == .ask)
    let longer = WallTime(seconds: 7200)!
    #expect(warnings.answered(.walltime(longer), now: due) == nil)
    let later = due + 60 * Self.minute
    #expect(next(&warnings, after: due, before: later, longer) == later)
    #expect(warnings.step(now: later) == .ask)
    let told = warnings.answered(.silent, now: due + 60 * Self.minute)
    #expect(told == .walltime(longer, left: 600))
  }

  @Test func warnsByWhatItKnowsWhenNobodyAnswers() throws {
    var warnings = try warnings("10m", walltime: Self.hour)
    let due = Self.end - 10 * Self.minute
    #expect(next(&warnings, after: Self.begun + 2_000, before: due) == due)
    #expect(warnings.step(now: due) == .ask)
    #expect(warnings.nextStep == due + WalltimeWarnings.answerPatience)
    let late = due + WalltimeWarnings.answerPatience
    #expect(warnings.step(now: late) == .warn(.walltime(Self.hour, left: 590)))
    #expect(warnings.answered(.walltime(Self.hour), now: late) == nil)
  }

  @Test func jobThatIsShorterThanTheFirstTimeStartsWithTheNext() throws {
    var warnings = try warnings(walltime: WallTime(seconds: 1800)!, asks: false)
    #expect(warnings.nextStep == Self.begun + 20 * Self.minute)
    warnings = try self.warnings(walltime: WallTime(seconds: 100)!)
    #expect(warnings.nextStep == Self.begun + 90_000)
  }

  @Test func asksASilentSystemThreeTimes() throws {
    var warnings = try warnings()
    var asked = 0
    var now = Self.begun + 2_000
    while let next = warnings.nextStep {
      now = max(now, next)
      if warnings.step(now: now) == .ask { asked += 1 }
    }
    #expect(asked == 3)
    #expect(now > Self.begun + 2 * 10 * Self.minute)
  }

  @Test func jobWithoutALimitIsLetAlone() throws {
    var warnings = try warnings()
    #expect(warnings.step(now: Self.begun + 2_000) == .ask)
    #expect(warnings.answered(.noLimit, now: Self.begun + 2_100) == nil)
    #expect(warnings.nextStep == nil)
    #expect(try self.warnings(asks: false).nextStep == nil)
  }

  @Test func freshAnswerHolds() throws {
    var warnings = try warnings("59m")
    let now = Self.begun + 50_000
    #expect(warnings.step(now: now) == .ask)
    #expect(warnings.answered(.walltime(Self.hour), now: now) == nil)
    let due = Self.begun + Self.minute
    #expect(warnings.step(now: due) == .warn(.walltime(Self.hour, left: 59 * 60)))
  }

  @Test func noneIsNone() throws {
    var warnings = try warnings("none")
    // For the reason of the end it is asked all the same.
    #expect(warnings.step(now: Self.begun + 2_000) == .ask)
    #expect(warnings.answered(.walltime(Self.hour), now: Self.begun + 2_100) == nil)
    #expect(warnings.nextStep == Self.end - 30_000)
  }
}
