import QGui
import Testing

@Suite struct WalltimeWarningsTests {
  private static let hour = WallTime(seconds: 3600)!
  private static let minute: UInt64 = 60_000
  private static let begun: UInt64 = 10_000_000
  private static let end = begun + 60 * minute

  private func warnings(
    _ times: String = "30m 10m 2m", walltime: WallTime? = nil, asks: Bool = true,
    random: UInt32 = 0, now: UInt64 = begun + 2_000
  ) throws -> WalltimeWarnings {
    WalltimeWarnings(
      try WarningTimes(option: times), begun: Self.begun, walltime: walltime, asks: asks,
      random: random, now: now)
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

  /// The moments of all questions, each answered at once, and of all warnings.
  private func run(
    _ warnings: WalltimeWarnings, _ answer: WalltimeWarnings.Answer, until end: UInt64 = .max
  ) -> (asked: [UInt64], warned: [UInt64]) {
    var (warnings, asked, warned) = (warnings, [UInt64](), [UInt64]())
    while let now = warnings.nextStep, now < end {
      switch warnings.step(now: now) {
      case .ask:
        asked.append(now)
        if warnings.answered(answer, now: now) != nil { warned.append(now) }
      case .warn: warned.append(now)
      case nil: break
      }
    }
    return (asked, warned)
  }

  /// Subjobs of one array, which began together, warn at the same moments and ask at different ones.
  @Test func subjobsSpreadTheirQuestions() throws {
    let randoms: [UInt32] = [0, 1_234_567_890, 2_718_281_828, 4_000_000_000]
    let walltime = try #require(WallTime(seconds: 4 * 3600))
    let runs = try randoms.map { random in
      run(try warnings(random: random), .walltime(walltime))
    }
    let end = Self.begun + 240 * Self.minute
    for run in runs {
      #expect(run.warned == [30, 10, 2].map { end - $0 * Self.minute })
      #expect(run.asked.count < 40)
      let gaps = zip(run.asked, run.asked.dropFirst()).map { $1 - $0 }
      #expect(gaps.allSatisfy { (Self.minute...12 * Self.minute).contains($0) }, "\(gaps)")
    }
    // The first is asked as soon as the display is up.
    let later = runs.flatMap { $0.asked.dropFirst() }.sorted()
    #expect(Set(later).count == later.count)
  }

  /// One that answers again is asked as before.
  @Test func aSilentServerIsAskedLessOften() throws {
    let walltime = try #require(WallTime(seconds: 30 * 24 * 3600))
    let begin = try warnings(walltime: walltime)
    let day = Self.begun + 24 * 60 * Self.minute
    #expect(run(begin, .silent, until: day).asked.count < 30)
    #expect(run(begin, .walltime(walltime), until: day).asked.count > 100)
    var warnings = begin
    for answer in [.silent, .silent, .silent, .silent, .walltime(walltime)]
      as [WalltimeWarnings.Answer]
    {
      let now = try #require(warnings.nextStep)
      #expect(warnings.step(now: now) == .ask)
      _ = warnings.answered(answer, now: now)
      let pause = try #require(warnings.nextStep) - now
      #expect((pause > 10 * Self.minute) == (answer == .silent), "\(pause)")
    }
  }

  /// However late the answer comes.
  @Test(arguments: [0, .max / 7, .max / 2, .max] as [UInt32])
  func noWarningIsLostWhereTheAnswerIsLate(_ random: UInt32) throws {
    var warnings = try warnings(walltime: Self.hour, random: random)
    var told: [Warning] = []
    while let now = warnings.nextStep {
      switch warnings.step(now: now) {
      case .ask:
        let late = now + WalltimeWarnings.answerPatience
        if let warning = warnings.answered(.walltime(Self.hour), now: late) { told.append(warning) }
      case .warn(let warning): told.append(warning)
      case nil: break
      }
    }
    let left = told.compactMap { if case .walltime(_, let left) = $0 { left } else { nil } }
    #expect(left.count == 3)
    for (seconds, time) in zip(left, [1800, 600, 120]) as Zip2Sequence<[UInt64], [UInt64]> {
      #expect((time - 10...time).contains(seconds))
    }
  }

  /// An idle session is not woken more often than every other minute.
  @Test(arguments: [60, 300, 3600, 8 * 3600, 30 * 24 * 3600] as [UInt64])
  func asksNowAndThen(_ seconds: UInt64) throws {
    let walltime = try #require(WallTime(seconds: seconds))
    var warnings = try warnings("none")
    var now = Self.begun + 2_000
    #expect(warnings.step(now: now) == .ask)
    _ = warnings.answered(.walltime(walltime), now: now)
    warnings = try self.warnings(walltime: walltime)
    while let step = warnings.nextStep {
      #expect(step >= now + 2 * Self.minute || step + 125_000 >= Self.begun + seconds * 1000)
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
