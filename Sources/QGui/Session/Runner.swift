/// The runner's decisions: it is PROGRAM's parent, passes signals on, ends PROGRAM in time, and
/// exits with PROGRAM's status once the session has been taken down.
public struct Runner: Sendable {
  public enum Event: Equatable, Sendable {
    /// X accepts connections.
    case displayUp
    /// The session must end for a reason of the display's; the keeper waits until PROGRAM has.
    case keeperEnds(EndReason)
    /// The keeper has ended; `finished`: after a complete teardown.
    case keeperGone(finished: Bool)
    /// PROGRAM itself has ended; descendants of it may live on. `signal` is 0 for an exit; `key` is a
    /// signal of the terminal's keys that came just before, `limit` one of the job's that it has met.
    case programEnded(
      status: Int32, signal: Int32, key: Int32? = nil, limit: ExceededLimit? = nil)
    /// PROGRAM could not be started.
    case programFailed(String)
    /// Neither PROGRAM nor any descendant of it is left. `killed` tells of a kill by the kernel
    /// at a memory limit, if there was one.
    case nobodyLeft(killed: MemoryReading?)
    /// The kernel has killed a process at the memory limit.
    case memoryKill
    /// `why`: the reason of the end, if it is one. What the terminal's keys send has reached PROGRAM
    /// too, where that has no other terminal.
    case signal(Int32, SignalSender, why: EndReason)
    case deadline
  }

  public enum Action: Equatable, Sendable {
    case startProgram
    case signalProgram(Int32)
    /// The signal, and SIGCONT, for every process of PROGRAM, wherever it is: what is stopped hears of
    /// its end, too, as systemd has it (systemd.kill(5)).
    case endProgram(Int32)
    case killProgram
    /// PROGRAM lives on after a memory kill: tell the user.
    case tellOfMemoryKill
    case tellKeeper(EndReason)
    /// Why PROGRAM is told to end: SIGKILL may follow before anything else can be said.
    case tellCause(EndReason)
    /// End what is left of the session in the keeper's place.
    case takeDown(EndReason)
    /// Milliseconds from now; nil: no deadline.
    case setDeadline(UInt64?)
    /// The last action.
    case exit(Int32, EndReason)
  }

  private enum Phase: Equatable {
    case waitingForDisplay
    case running
    /// PROGRAM was told to end, and SIGKILL follows.
    case ending
    case killing
    /// PROGRAM is gone, the keeper takes the session down.
    case closing
    case over
  }

  /// Signals that end the session after being passed on: SIGHUP, SIGINT, SIGQUIT, SIGTERM.
  public static let ending: [Int32] = [1, 2, 3, 15]
  /// Signals that are PROGRAM's own business: SIGUSR1, SIGUSR2, SIGCONT.
  public static let passedOn: [Int32] = [10, 12, 18]
  private static let terminate: Int32 = 15

  /// How long the keeper's teardown may take, in milliseconds: longer than its bounds together.
  public static let teardownPatience: UInt64 = 30_000
  /// How long SIGKILL may take, in milliseconds.
  public static let killPatience: UInt64 = 5_000
  /// How long after a memory kill, in milliseconds, PROGRAM is taken to live on.
  public static let memoryKillPause: UInt64 = 1_000

  private var phase = Phase.waitingForDisplay
  private var keeperLives = true
  private var reason: EndReason?
  private var status: Int32?
  /// The kernel has killed a process at the memory limit, within the last `memoryKillPause`.
  private var hasJustKilled = false
  /// And another one since: the pause begins anew when it is over, or of many nothing would be told.
  private var hasKilledAgain = false
  /// Milliseconds between the signal that is passed on and SIGKILL.
  private let grace: UInt64
  /// What the terminal's keys send reaches PROGRAM too, without us.
  private let programHearsKeys: Bool

  public init(grace: UInt64, programHearsKeys: Bool = true) {
    self.grace = grace
    self.programHearsKeys = programHearsKeys
  }

  public mutating func handle(_ event: Event) -> [Action] {
    switch (phase, event) {
    case (.over, _): return []
    case (.closing, .keeperGone(let finished)): return finish(takenDown: finished)
    case (.closing, .deadline): return finish(takenDown: false)
    case (.closing, .keeperEnds(let why)): return keeperKnows(why)
    case (.closing, .signal(let number, let sender, let why)): return toldLate(number, sender, why)
    case (.closing, _): return []
    case (.waitingForDisplay, .displayUp):
      phase = .running
      return [.startProgram]
    case (_, .keeperEnds(let why)): return endProgram(why, Self.terminate)
    case (_, .keeperGone):
      keeperLives = false
      return endProgram(.displayFailed("its keeper was killed"), Self.terminate)
    case (_, .programFailed(let why)): return close(.failed(why))
    case (_, .programEnded(let status, let signal, let key, let limit)):
      self.status = self.status ?? status
      if reason == nil { reason = limit.map(EndReason.init) ?? ended(status, signal, key) }
      return []
    case (_, .nobodyLeft(let killed)): return nobodyIsLeft(killed)
    case (.running, .memoryKill):
      hasKilledAgain = hasJustKilled
      hasJustKilled = true
      return hasKilledAgain ? [] : [.setDeadline(Self.memoryKillPause)]
    case (.running, .deadline):
      hasJustKilled = hasKilledAgain
      hasKilledAgain = false
      return [.setDeadline(hasJustKilled ? Self.memoryKillPause : nil), .tellOfMemoryKill]
    case (.ending, .deadline):
      phase = .killing
      return [.setDeadline(Self.killPatience), .killProgram]
    // A process of another user, or one that waits for a dead disk: nobody can.
    case (.killing, .deadline): return nobodyIsLeft(nil)
    case (_, .signal(let number, let sender, let why)): return signalled(number, sender, why)
    default: return []
    }
  }

  private func ended(_ status: Int32, _ signal: Int32, _ key: Int32?) -> EndReason {
    let end: EndReason = signal == 0 ? .exited(status) : .signalled(signal)
    return key.flatMap { end.isAnswer(to: $0) ? .terminal($0) : nil } ?? end
  }

  private mutating func signalled(
    _ number: Int32, _ sender: SignalSender, _ why: EndReason
  ) -> [Action] {
    switch phase {
    case .running where sender == .keyboard: programHearsKeys ? [] : [.signalProgram(number)]
    case .running where !Self.ending.contains(number): [.signalProgram(number)]
    case .running: [.tellCause(why)] + endProgram(why, number)
    case .ending: sender == .keyboard && programHearsKeys ? [] : [.signalProgram(number)]
    case .waitingForDisplay where !Self.ending.contains(number): []
    default: endProgram(why, number)
    }
  }

  /// OpenPBS signals a job's processes leaves first: PROGRAM's end may be seen before the signal that
  /// was its cause.
  private mutating func toldLate(
    _ number: Int32, _ sender: SignalSender, _ why: EndReason
  ) -> [Action] {
    guard let before = reason, Self.ending.contains(number) else { return [] }
    guard sender == .keyboard else { return tellAgain(before.explained(by: why)) }
    return before.isAnswer(to: number) ? tellAgain(.terminal(number)) : []
  }

  private mutating func tellAgain(_ why: EndReason) -> [Action] {
    guard why != reason else { return [] }
    reason = why
    return [.tellKeeper(why)]
  }

  /// The first cause is the reason of the end. A display that is lost while PROGRAM was ending
  /// for another reason is none.
  private mutating func endProgram(_ why: EndReason, _ signal: Int32) -> [Action] {
    switch phase {
    case .waitingForDisplay: return close(why)
    case .running:
      reason = why
      phase = .ending
      return [.endProgram(signal), .setDeadline(grace)]
    default: return []
    }
  }

  /// A program that loses its display may be gone before the keeper can tell; and at the end the keeper
  /// knows what else was found out.
  private mutating func keeperKnows(_ why: EndReason) -> [Action] {
    reason = reason?.explained(by: why) ?? why
    return []
  }

  /// A kill long ago that PROGRAM survived is not why it ended with status 0; one just before is,
  /// as when the kernel ends what runs in a terminal, and the terminal closes.
  private mutating func nobodyIsLeft(_ killed: MemoryReading?) -> [Action] {
    let status = self.status ?? ExitStatus.failed
    var why = reason ?? .exited(status)
    switch why {
    case .exited(let status) where status != 0 || hasJustKilled: why = memory(killed, status) ?? why
    case .signalled: why = memory(killed, status) ?? why
    default: break
    }
    return close(why)
  }

  private func memory(_ reading: MemoryReading?, _ status: Int32) -> EndReason? {
    reading.map { .memory(MemoryKill(status: status, reading: $0)) }
  }

  private mutating func close(_ why: EndReason) -> [Action] {
    reason = why
    guard keeperLives else { return finish(takenDown: false) }
    phase = .closing
    return [.tellKeeper(why), .setDeadline(Self.teardownPatience)]
  }

  private mutating func finish(takenDown: Bool) -> [Action] {
    phase = .over
    let why = reason ?? .killed
    let exit = Action.exit(exitStatus(why), why)
    return takenDown ? [.setDeadline(nil), exit] : [.setDeadline(nil), .takeDown(why), exit]
  }

  private func exitStatus(_ why: EndReason) -> Int32 {
    switch why {
    case .displayFailed, .failed: ExitStatus.failed
    case .told(let signal), .deleted(let signal): status ?? ExitStatus.ofSignal(signal)
    case .asked, .walltime, .limit, .batchSystem:
      status ?? ExitStatus.ofSignal(Self.terminate)
    default: status ?? ExitStatus.failed
    }
  }
}
