import QGui

/// How one session with a fault came out.
struct FaultOutcome: Sendable {
  /// Who was hit; nil: nobody was there any more.
  var role: Role?
  /// It lived on until its planned end.
  var survived = false
  var status: Int32?
  /// From the last of signal and planned end to qgui-run's end, in milliseconds.
  var took: UInt64 = 0
}

/// How often which signal hit whom, and what came of it.
struct FaultFigures: Sendable {
  private var outcomes: [(fault: SignalFault, outcome: FaultOutcome)] = []
  private(set) var failures = 0

  mutating func add(_ fault: SignalFault, _ outcome: FaultOutcome, failed: Bool) {
    outcomes.append((fault, outcome))
    if failed { failures += 1 }
  }

  mutating func add(_ other: FaultFigures) {
    outcomes += other.outcomes
    failures += other.failures
  }

  /// A table: a row for each kind of process, a column for each signal.
  var text: String {
    let head = Self.row("", SignalFault.signals.map(SignalName.of) + ["all", "lived on"])
    let rows = Role.allCases.map { role in
      row("\(role)", outcomes.filter { $0.outcome.role == role })
    }
    let nobody = row("nobody", outcomes.filter { $0.outcome.role == nil })
    let times = outcomes.map(\.outcome.took).sorted()
    let summary =
      "\(outcomes.count) sessions, \(failures) failures; to the end in the middle "
      + "\(times.isEmpty ? 0 : times[times.count / 2]) ms, at most \(times.last ?? 0) ms"
    return ([head] + rows + [nobody, summary]).joined(separator: "\n")
  }

  private func row(_ title: String, _ some: [(fault: SignalFault, outcome: FaultOutcome)]) -> String
  {
    let counts = SignalFault.signals.map { signal in some.count { $0.fault.signal == signal } }
    let survived = some.count { $0.outcome.survived }
    return Self.row(title, (counts + [some.count, survived]).map { "\($0)" })
  }

  private static func row(_ title: String, _ cells: [String]) -> String {
    ([title] + cells).map { String(repeating: " ", count: max(0, 11 - $0.count)) + $0 }.joined()
  }
}
