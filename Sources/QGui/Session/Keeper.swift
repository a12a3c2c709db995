/// The keeper's decisions: it gives PROGRAM a display, and takes the session down when PROGRAM's
/// runner says so or is gone, for whatever reason.
public struct Keeper: Sendable {
  public enum Event: Equatable, Sendable {
    case begin
    /// A number that cannot be had: of a live server, or with a file that is not ours.
    case displayTaken
    case displayUp(DisplayNumber)
    /// Clients can connect to xpra.
    case attachable
    /// `lastWords`: the last line of its log.
    case xvfbEnded(status: Int32, lastWords: String?)
    case xpraEnded(status: Int32, lastWords: String?)
    /// A server could not be started at all.
    case startFailed(String)
    /// PROGRAM is gone, and how.
    case runnerEnds(EndReason)
    /// Without a word; `why` is what can be told of it.
    case runnerGone(EndReason)
    case signal(Int32)
    /// A client wants to attach to a session whose display rests.
    case wanted
    case deadline
  }

  public enum Action: Equatable, Sendable {
    case startXvfb(DisplayNumber)
    case startXpra
    /// Records, and tells the runner.
    case announce(SessionRecord.Field, String)
    /// Milliseconds from now; nil: no deadline.
    case setDeadline(UInt64?)
    /// The last action.
    case takeDown(EndReason)
  }

  /// How often xpra is started again. One that dies a third time would go on dying.
  public static let mostRestarts = 2
  /// How long Xvfb may take to accept connections, in milliseconds.
  public static let xvfbPatience: UInt64 = 30_000
  /// How long the runner may take, beyond its grace, to see PROGRAM gone, in milliseconds.
  public static let runnerPatience: UInt64 = 5_000

  /// How often Xvfb may end before it accepts connections: somebody may take a number between
  /// our look at it and the server's start, but not again and again.
  public static let mostFailures = 3

  private enum Phase: Equatable {
    case startingX(failures: Int)
    case running(restarts: Int)
    /// A terminal goes on without its display, until a client wants that.
    case resting(xvfbLives: Bool)
    /// Xvfb is started once more, on the number that the terminal's programs know.
    case startingAgain
    /// The display ends the session; the runner lets PROGRAM go first.
    case waitingForRunner(EndReason)
    case over
  }

  private var phase = Phase.startingX(failures: 0)
  private var candidates: DisplayCandidates
  private let numberWasAsked: Bool
  private let grace: UInt64
  private let isTerminal: Bool
  private var display: DisplayNumber?
  /// How often a terminal's display came to rest.
  private var rests: UInt64 = 0

  /// - Parameters:
  ///   - grace: the runner's, in milliseconds.
  ///   - isTerminal: whether PROGRAM is the tmux of a terminal, which outlives its display.
  public init(
    candidates: DisplayCandidates, numberWasAsked: Bool, grace: UInt64, isTerminal: Bool = false
  ) {
    self.isTerminal = isTerminal
    self.candidates = candidates
    self.numberWasAsked = numberWasAsked
    self.grace = grace
  }

  public mutating func handle(_ event: Event) -> [Action] {
    switch (phase, event) {
    case (.over, _): []
    // What the runner ended for before it heard of the display, it has said, or is about to say.
    case (.waitingForRunner(let why), .runnerEnds(let theirs)):
      takeDown(theirs.mayBeOfTheDisplay ? why : theirs)
    case (.waitingForRunner(let why), .runnerGone), (.waitingForRunner(let why), .deadline):
      takeDown(why)
    case (.waitingForRunner, _): []
    case (_, .runnerEnds(let why)): takeDown(why)
    case (_, .runnerGone(let why)): takeDown(why)
    case (_, .signal(let number)): endSession(.told(number))
    case (.running, _) where isTerminal: runningTerminal(event)
    case (.resting(let xvfbLives), _): resting(event, xvfbLives)
    case (.startingAgain, _): startingAgain(event)
    case (_, .startFailed(let why)): endSession(.displayFailed(why))
    case (.startingX, .begin), (.startingX, .displayTaken): tryNextDisplay()
    case (.startingX(let failures), .xvfbEnded(let status, let lastWords)):
      xvfbFailed(failures + 1, Self.details(status, lastWords))
    case (.startingX, .displayUp(let display)): displayIsUp(display)
    case (.startingX, .deadline):
      endSession(.displayFailed("Xvfb accepted nobody within \(Self.xvfbPatience / 1000) s"))
    case (.running, _): running(event)
    default: []
    }
  }

  private mutating func running(_ event: Event) -> [Action] {
    guard case .running(let restarts) = phase else { return [] }
    switch event {
    case .xvfbEnded(let status, let lastWords):
      return endSession(.displayFailed("Xvfb ended" + Self.details(status, lastWords)))
    case .xpraEnded(status: 0, _): return endSession(.stopped)
    case .xpraEnded(let status, let lastWords):
      return restartXpra(restarts, Self.details(status, lastWords))
    case .attachable: return [.announce(.state, SessionRecord.State.attachable.rawValue)]
    default: return []
    }
  }

  private mutating func tryNextDisplay() -> [Action] {
    guard let display = candidates.next() else {
      let why = numberWasAsked ? "its number is taken: leave --display out" : "no number is free"
      return endSession(.displayFailed(why))
    }
    return [.setDeadline(Self.xvfbPatience), .startXvfb(display)]
  }

  private mutating func xvfbFailed(_ failures: Int, _ details: String) -> [Action] {
    guard failures < Self.mostFailures, !numberWasAsked else {
      return endSession(.displayFailed("Xvfb did not start: it ended" + details))
    }
    phase = .startingX(failures: failures)
    return tryNextDisplay()
  }

  /// PROGRAM first: the runner starts it as soon as it hears of the display, while xpra loads.
  private mutating func displayIsUp(_ display: DisplayNumber) -> [Action] {
    phase = .running(restarts: 0)
    self.display = display
    return [.setDeadline(nil), .announce(.display, "\(display.number)"), .startXpra]
  }

  /// What the kernel kills where memory runs out has no last words.
  private static func details(_ status: Int32, _ lastWords: String?) -> String {
    let killed = "killed, as where the job has too little memory"
    let words = status == ExitStatus.ofSignal(9) ? killed : lastWords?.printable()
    return " with status \(status)" + (words.map { " (\($0))" } ?? "")
  }

  private mutating func restartXpra(_ restarts: Int, _ details: String) -> [Action] {
    guard restarts < Self.mostRestarts else {
      return endSession(
        .displayFailed("xpra ended \(restarts + 1) times, at last\(details)"))
    }
    phase = .running(restarts: restarts + 1)
    return [.announce(.state, SessionRecord.State.starting.rawValue), .startXpra]
  }

  private mutating func endSession(_ why: EndReason) -> [Action] {
    phase = .waitingForRunner(why)
    return [.announce(.end, why.text), .setDeadline(grace + Self.runnerPatience)]
  }

  private mutating func takeDown(_ why: EndReason) -> [Action] {
    phase = .over
    return [.setDeadline(nil), .takeDown(why)]
  }
}

// MARK: a terminal, which outlives its display

extension Keeper {
  private mutating func runningTerminal(_ event: Event) -> [Action] {
    switch event {
    case .xvfbEnded: return rest(.failed, xvfbLives: false)
    case .xpraEnded(status: 0, _): return rest(.stopped, xvfbLives: true)
    case .startFailed: return rest(.failed, xvfbLives: true)
    case .xpraEnded:
      guard case .running(Self.mostRestarts) = phase else { return running(event) }
      return rest(.failed, xvfbLives: true)
    default: return running(event)
    }
  }

  private mutating func resting(_ event: Event, _ xvfbLives: Bool) -> [Action] {
    let starting = Action.announce(.state, SessionRecord.State.starting.rawValue)
    switch event {
    case .xvfbEnded: phase = .resting(xvfbLives: false)
    case .wanted where xvfbLives:
      phase = .running(restarts: 0)
      return [starting, .startXpra]
    case .wanted:
      guard let display else { break }
      phase = .startingAgain
      return [starting, .setDeadline(Self.xvfbPatience), .startXvfb(display)]
    default: break
    }
    return []
  }

  private mutating func startingAgain(_ event: Event) -> [Action] {
    switch event {
    case .displayUp(let display): displayIsUp(display)
    case .displayTaken: rest(.taken, xvfbLives: false)
    case .xvfbEnded, .startFailed, .deadline: rest(.failed, xvfbLives: false)
    default: []
    }
  }

  /// The cause first: who reads that the display rests finds it there.
  private mutating func rest(_ cause: DisplayRest.Cause, xvfbLives: Bool) -> [Action] {
    phase = .resting(xvfbLives: xvfbLives)
    rests += 1
    return [
      .setDeadline(nil), .announce(.rest, DisplayRest(count: rests, cause: cause).text),
      .announce(.state, SessionRecord.State.resting.rawValue),
    ]
  }
}
