/// The columns of the table of sessions.
enum SessionColumn: Equatable {
  /// The number that is typed to choose a session.
  case number
  case job, name, kind, state, node, display, memory, left, clients

  static let all: [SessionColumn] = [
    .job, .name, .kind, .state, .node, .display, .memory, .left, .clients,
  ]

  /// What a narrow terminal does without, the least important first.
  static let dispensable: [SessionColumn] = [.clients, .display, .kind, .left, .memory]

  /// What only the node of a session knows.
  static let ofNode: Set<SessionColumn> = [.display, .memory, .clients]

  var heading: String {
    switch self {
    case .number: ""
    case .job: "JOB"
    case .name: "NAME"
    case .kind: "KIND"
    case .state: "STATE"
    case .node: "NODE"
    case .display: "DISPLAY"
    case .memory: "MEMORY"
    case .left: "LEFT"
    case .clients: "CLIENTS"
    }
  }

  /// Safe to print, and never empty.
  ///
  /// - Parameter number: 1 for the first row.
  func text(_ row: SessionRow, number: Int) -> String {
    let text =
      switch self {
      case .number: "\(number)"
      case .job: row.job.printable(limit: 40)
      case .name: row.name.printable(limit: 80)
      case .kind: row.kind?.rawValue
      case .state: row.state.word
      case .node: row.node?.description
      case .display: row.display?.description
      case .memory: Self.memory(row.memoryUsed, of: row.memoryLimit)
      case .left: row.timeLeft.map(Self.hours)
      case .clients: row.clients.map { "\($0)" }
      }
    return text.flatMap { $0.isEmpty ? nil : $0 } ?? "-"
  }

  private static func hours(_ seconds: UInt64) -> String {
    let minutes = seconds / 60 % 60
    return "\(seconds / 3600):\(minutes < 10 ? "0" : "")\(minutes)"
  }

  /// `1.2/4gb`, `512mb/4gb`; `1.2gb` without a limit.
  private static func memory(_ used: MemorySize?, of limit: MemorySize?) -> String? {
    guard let limit else { return used.map { short($0).joined() } }
    let (most, unit) = (short(limit)[0], short(limit)[1])
    guard let used else { return "-/\(most)\(unit)" }
    let measured = short(used)
    return measured[0] + (measured[1] == unit ? "" : measured[1]) + "/\(most)\(unit)"
  }

  /// The number and the unit.
  private static func short(_ size: MemorySize) -> [String] {
    size.approximate.lowercasedASCII.split(separator: " ").map(String.init)
  }
}

extension JobState {
  fileprivate var word: String {
    switch self {
    case .queued: "queued"
    case .held: "held"
    case .waiting: "waiting"
    case .suspended, .userBusy: "suspended"
    case .exiting: "ending"
    case .running: "running"
    case .completed, .finished, .expired: "ended"
    case .begun: "array"
    case .moving: "moving"
    case .moved: "moved"
    case .unknown(let letter): String(letter).printable(limit: 1)
    }
  }
}
