import Glibc
import QGui

/// One session, and the signal that hits one of its processes at some moment: all that a seed says.
struct SignalFault: Sendable {
  /// What the session runs.
  enum Program: String, CaseIterable, Sendable {
    /// A program with a window: it ends when it is told to.
    case window
    /// A shell that waits for a program with a window, and exits with a status of its own.
    case shell
    /// It exits at once, and what it has started is the program then.
    case launcher
  }

  static let signals: [Int32] = [SIGTERM, SIGINT, SIGHUP, SIGKILL, SIGQUIT, SIGSTOP, SIGUSR1]

  let seed: UInt64
  let program: Program
  /// It has a terminal of its own.
  let hasTerminal: Bool
  /// It has a memory group of its own.
  let isContained: Bool
  let signal: Int32
  let target: Role
  /// Which process is hit where the target is not there.
  let other: UInt64
  /// All in milliseconds from qgui-run's beginning: the signal, and the session's planned end.
  let moment: UInt64
  let life: UInt64
  /// When what was stopped goes on.
  let goesOn: UInt64
  /// Nobody lets it go on but what ends the session.
  let mayStayStopped: Bool

  /// A session is up after half a second to two: the moments are in its start, while it runs, and
  /// in its end.
  init(seed: UInt64) {
    var random = Seeded(seed)
    self.seed = seed
    program = Program.allCases.randomElement(using: &random)!
    hasTerminal = Int.random(in: 0..<3, using: &random) == 0
    isContained = Bool.random(using: &random)
    signal = Self.signals.randomElement(using: &random)!
    let targets = Role.targets.filter { $0 != .relay } + (hasTerminal ? [.relay] : [])
    target = targets.randomElement(using: &random)!
    other = random.next()
    life = .random(in: 0..<2_500, using: &random)
    moment = .random(in: 0..<life + 120, using: &random)
    goesOn = moment + .random(in: 20..<1_500, using: &random)
    mayStayStopped = Bool.random(using: &random)
  }

  /// A stopped runner or keeper is a stopped job: only who stopped it can end that.
  func staysStopped(_ role: Role) -> Bool {
    signal == SIGSTOP && mayStayStopped && ![.runner, .keeper].contains(role)
  }
}

extension SignalFault.Program {
  var words: [String] {
    switch self {
    case .window: ["xev"]
    case .shell: ["sh", "-c", "xev & wait; exit \(ownStatus!)"]
    case .launcher: ["sh", "-c", "setsid sleep 1000 & exit \(ownStatus!)"]
    }
  }

  /// What it exits with when nobody disturbs it; nil: it does not end by itself.
  var ownStatus: Int32? {
    switch self {
    case .window: nil
    case .shell: 7
    case .launcher: 3
    }
  }

  /// What it waits for: when that ends, it ends by itself.
  var waitsFor: String? {
    switch self {
    case .window: nil
    case .shell: "xev"
    case .launcher: "sleep"
    }
  }
}

extension SignalFault: CustomStringConvertible {
  var description: String {
    let more =
      (hasTerminal ? " with a terminal" : "") + (isContained ? " in a memory group" : "")
      + (signal == SIGSTOP && !mayStayStopped ? ", SIGCONT at \(goesOn)" : "")
    return "\(SignalName.of(signal)) for \(target) at \(moment) of \(life) ms, \(program)\(more)"
  }
}
