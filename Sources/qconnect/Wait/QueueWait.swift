import Glibc
import Linux
import QGui

/// Waits until a job runs, and shows meanwhile what the batch server says of it.
struct QueueWait {
  private let job: JobID
  private let signals: SignalSource
  private let room: WaitingRoom
  private let began = Instant.now
  private var pace: WaitingPace
  private var line = StandingLine()

  /// In milliseconds: somebody else asks the server now.
  private static let shortPause: UInt64 = 1_000
  /// In milliseconds: whoever asks for us has been stopped.
  private static let patience: UInt64 = 40_000

  /// - Parameter isNew: whether the job was submitted a moment ago.
  /// - Returns: what the server says of it once it runs.
  /// - Throws: `Ending` for a job that will not run, `Left` when the user leaves.
  static func run(_ job: JobID, _ report: JobReport, _ signals: SignalSource, isNew: Bool) throws
    -> JobReport
  {
    var wait = QueueWait(job, signals, WaitingPace(isNew: isNew))
    defer {
      wait.line.close()
      wait.room.leave()
    }
    return try wait.untilItRuns(report)
  }

  private init(_ job: JobID, _ signals: SignalSource, _ pace: WaitingPace) {
    self.job = job
    self.signals = signals
    self.pace = pace
    room = WaitingRoom(job: job, environment: Machine.environment)
  }

  private mutating func untilItRuns(_ first: JobReport) throws -> JobReport {
    var report = first
    while true {
      show(report)
      let interval = pace.next(random: .random(in: .min ... .max))
      try Rest.until(.after(interval), signals)
      switch try answer(noOlderThan: interval) {
      case .attach(let news, _): return news
      case .wait(let news), .ending(let news): report = news
      case .refuse(let status, let line): throw Ending(status, line)
      case nil: break
      }
    }
  }

  private mutating func show(_ report: JobReport) {
    let seconds = (Instant.now.milliseconds - began.milliseconds) / 1000
    let waited = line.rewrites ? seconds : nil
    line.show { WaitingLine.text(report, waited: waited, width: $0) }
  }

  /// Nil when the server does not answer now: it knows of a job that waits.
  private func answer(noOlderThan age: UInt64) throws -> QstatAnswer? {
    let patience = Instant.after(Self.patience)
    while true {
      let said = try room.answer(noOlderThan: age) { try Qstat.ask(of: $0) }
      // Ctrl-C ends qstat too: what it says then is no news.
      try Rest.unlessLeft(signals)
      if let said { return answer(said) }
      guard Instant.now < patience else { return answer(try Qstat.ask(of: [job])) }
      try Rest.until(.after(Self.shortPause), signals)
    }
  }

  private func answer(_ said: SharedAnswer) -> QstatAnswer? {
    QstatAnswer.decide(
      job: job, among: said.output, user: Machine.user.name, exitStatus: said.status,
      stderr: said.error)
  }
}

/// The user has left: Ctrl-C, or the end of their terminal.
struct Left: Error {}

/// Waiting for a moment, in which the user may leave.
enum Rest {
  static func until(_ moment: Instant, _ signals: SignalSource) throws {
    while Instant.now < moment {
      _ = try Poll.wait(reading: [signals.descriptor], until: moment)
      try unlessLeft(signals)
    }
  }

  /// - Throws: `Left` when they have.
  static func unlessLeft(_ signals: SignalSource) throws {
    while let signal = signals.next() {
      if signal.number != SIGCHLD { throw Left() }
    }
  }
}
