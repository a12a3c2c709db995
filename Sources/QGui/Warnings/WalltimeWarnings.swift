/// When to ask the batch system how long the job may run, and when to warn of its end.
///
/// The system is asked once the session is up, again before each warning and before the end, and from
/// time to time in between: the walltime of a job that runs can be changed (qalter(1B)), and a job can
/// be suspended. A shorter one is noticed when an eighth of what seemed to be left has passed, and two
/// minutes. The subjobs of one array, which may begin in the same second, ask at different moments.
public struct WalltimeWarnings: Sendable {
  public enum Step: Equatable, Sendable {
    /// To be followed by `answered`, within `answerPatience` or never.
    case ask
    case warn(Warning)
  }

  public enum Answer: Equatable, Sendable {
    /// `used` in seconds, where it is told.
    case walltime(WallTime, used: UInt64? = nil)
    case noLimit
    case silent
  }

  /// How long an answer is waited for, in milliseconds.
  public static let answerPatience: UInt64 = 10_000
  /// When a silent system is asked again, in milliseconds, and how often.
  static let retryPause: UInt64 = 600_000
  static let mostSilences = 3
  /// A moment is met by a little, in milliseconds.
  private static let slack: UInt64 = 1_000

  /// Milliseconds before the end.
  private let times: [UInt64]
  private var begun: UInt64
  private let asks: Bool
  /// In a row.
  private var silences = 0
  /// Any number: spreads the questions of sessions that began together.
  private let random: UInt32
  private var isAsking = false
  /// When the last question was answered, or given up.
  private var heardAt: UInt64?
  public private(set) var limit: TimeLimit?
  /// When `step` is to be called, in milliseconds of the clock of `begun`; nil: never.
  public private(set) var nextStep: UInt64?
  /// What `nextStep` stands for, once the end is known.
  private var due: Due?

  private enum Due {
    /// In milliseconds before the end.
    case warning(UInt64)
    /// Whether the end is still where it was.
    case question
  }

  /// - Parameters:
  ///   - begun: when the job began, in milliseconds of a clock that never goes back.
  ///   - walltime: what the job's environment says.
  ///   - asks: whether the batch system can be asked.
  ///   - random: any number, each as likely as the others.
  ///   - now: of the same clock.
  public init(
    _ times: WarningTimes, begun: UInt64, walltime: WallTime?, asks: Bool, random: UInt32 = 0,
    now: UInt64
  ) {
    self.random = random
    self.times = times.times.map { $0.seconds * 1000 }
    self.begun = begun
    self.asks = asks
    limit = walltime.map { TimeLimit($0, begun: begun) }
    if limit != nil { plan(now) } else { nextStep = asks ? now : nil }
  }

  public mutating func step(now: UInt64) -> Step? {
    guard let due = nextStep, due <= now else { return nil }
    // It has had its time to answer: what was known counts.
    if isAsking { return answered(.silent, now: now).map { .warn($0) } }
    guard asks, !isFresh(now) else { return warning(now).map { .warn($0) } }
    isAsking = true
    nextStep = now + Self.answerPatience
    return .ask
  }

  /// - Returns: what is due.
  public mutating func answered(_ answer: Answer, now: UInt64) -> Warning? {
    guard isAsking else { return nil }
    isAsking = false
    heardAt = now
    silences = answer == .silent ? silences + 1 : 0
    switch answer {
    case .walltime(let walltime, let used):
      let before = limit
      if let used { begin(used: used, now) }
      limit = TimeLimit(walltime, begun: begun)
      return before.flatMap { shortened($0, now) } ?? warning(now)
    case .noLimit:
      limit = nil
      nextStep = nil
      return nil
    case .silent:
      if limit != nil { return warning(now) }
      nextStep = silences < Self.mostSilences ? now + Self.retryPause : nil
      return nil
    }
  }

  /// What was said a moment ago holds, and a server that was silent then is left alone.
  private func isFresh(_ now: UInt64) -> Bool {
    heardAt.map { now < $0 + WarningPace.pause } ?? false
  }

  /// A job that has run for longer than this process's session began before it; one that has run for
  /// much less was suspended.
  private mutating func begin(used: UInt64, _ now: UInt64) {
    let byUse = now - min(now, used * 1000)
    if byUse < begun || byUse > begun + Self.staleness { begun = byUse }
  }

  /// How old what is told of the time used may be, in milliseconds.
  private static let staleness: UInt64 = 600_000

  /// What is due now, unless the end has moved away meanwhile.
  private mutating func warning(_ now: UInt64) -> Warning? {
    defer { plan(now) }
    guard let limit, case .warning(let time) = due else { return nil }
    let left = limit.left(now: now)
    guard left > 0, left <= time + Self.slack else { return nil }
    return .walltime(limit.walltime, left: (left + 500) / 1000)
  }

  /// A warning that an earlier end has passed over.
  private mutating func shortened(_ before: TimeLimit, _ now: UInt64) -> Warning? {
    guard let limit else { return nil }
    let (left, seemed) = (limit.left(now: now), before.left(now: now))
    guard left > 0, left + Self.slack < seemed,
      times.contains(where: { left <= $0 && $0 + Self.slack < seemed })
    else { return nil }
    plan(now)
    return .walltime(limit.walltime, left: (left + 500) / 1000)
  }

  /// In milliseconds.
  private static let questionPauses: ClosedRange<UInt64> = 120_000...600_000
  /// How often the pause is doubled at most while the server is silent.
  private static let mostDoublings = 3

  /// How long before a warning the server is asked: the answer is fresh when the warning is due.
  private var ahead: UInt64 {
    (WarningPace.pause - Self.answerPatience) * UInt64(random) / UInt64(UInt32.max)
  }

  private func questionPause(left: UInt64) -> UInt64 {
    let pauses = Self.questionPauses
    let pause = min(max(left / 8, pauses.lowerBound), pauses.upperBound)
    return Jitter.added(to: pause << UInt64(min(silences, Self.mostDoublings)), random: random)
  }

  private mutating func plan(_ now: UInt64) {
    guard let limit else { return }
    let left = limit.left(now: now)
    if let time = times.first(where: { $0 + Self.slack < left }) {
      due = .warning(time)
      nextStep = limit.end - time
    } else if asks, now < limit.nearEnd {
      due = .question
      nextStep = limit.nearEnd
    } else {
      due = nil
      nextStep = nil
    }
    guard asks, let moment = nextStep else { return }
    if now + ahead < moment, !isFresh(moment) { nextStep = moment - ahead }
    let question = now + questionPause(left: left)
    // Else the next question, which is that before the warning, comes soon enough.
    if !times.isEmpty, let next = nextStep, question + Self.questionPauses.lowerBound <= next {
      due = .question
      nextStep = question
    }
  }
}
