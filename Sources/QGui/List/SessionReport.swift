/// What a node tells of one session of the user who asks: `key = value` lines, and an empty one
/// after the last.
public struct SessionReport: Equatable, Sendable {
  /// What names it on its node, an `AttachTarget.key`: `442611`, `8[1]`, or `:100` for a session
  /// without a job.
  public var job: String
  /// As the session's owner wrote it: not safe to print.
  public var program: String
  public var state: SessionRecord.State
  /// Whether `qgui-run --terminal` finds a shell there.
  public var hasTerminal: Bool
  public var display: DisplayNumber?
  /// What PROGRAM's own group uses of `memoryLimit`; nil where it has none.
  public var memoryUsed: MemorySize?
  public var memoryLimit: MemorySize?
  /// How many xpra clients are connected; nil where the node cannot tell.
  public var clients: Int?

  public init(
    job: String, program: String, state: SessionRecord.State, hasTerminal: Bool = false,
    display: DisplayNumber? = nil, memoryUsed: MemorySize? = nil, memoryLimit: MemorySize? = nil,
    clients: Int? = nil
  ) {
    self.job = job
    self.program = program
    self.state = state
    self.hasTerminal = hasTerminal
    self.display = display
    self.memoryUsed = memoryUsed
    self.memoryLimit = memoryLimit
    self.clients = clients
  }

  /// Nil for a session that has no name yet: one without a job, before it has its display.
  ///
  /// - Parameter directoryName: of the session's directory.
  public init?(
    _ record: SessionRecord, directoryName: String, memoryUsed: MemorySize?, clients: Int?
  ) {
    let job = JobID(directoryName: directoryName)?.key ?? record.display?.description
    guard let job, AttachTarget(key: job) != nil else { return nil }
    self.init(
      job: job, program: record.program, state: record.state,
      hasTerminal: record.terminal != nil, display: record.display, memoryUsed: memoryUsed,
      memoryLimit: record[.limit].flatMap(SessionReport.size), clients: clients)
  }
}

extension SessionReport {
  private enum Key: String {
    case job, program, state, terminal, display, memoryUsed, memoryLimit, clients
  }

  /// More sessions than this are none of ours.
  public static let most = 10_000
  /// In bytes; a larger number is no amount of memory.
  private static let mostMemory: UInt64 = 1_000_000_000_000_000_000
  private static let mostClients: UInt64 = 1_000_000

  public var text: String {
    let values: [(Key, String?)] = [
      (.job, job), (.program, program), (.state, state.rawValue),
      (.terminal, hasTerminal ? "yes" : nil), (.display, display.map { "\($0.number)" }),
      (.memoryUsed, memoryUsed.map { "\($0.bytes)" }),
      (.memoryLimit, memoryLimit.map { "\($0.bytes)" }), (.clients, clients.map { "\($0)" }),
    ]
    let lines = values.compactMap { key, value in
      value.map { KeyValueText.line(key.rawValue, $0) + "\n" }
    }
    return lines.joined() + "\n"
  }

  /// Reads what the `text` of any number of sessions gives. What has no job or no state of ours is
  /// passed over, and so is a session whose empty line is missing: its last value may be cut.
  public static func list(text: String) -> [SessionReport] {
    var sessions: [SessionReport] = []
    var values: [Key: String] = [:]
    // Scalars: a carriage return makes one character with the line feed behind it.
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines.dropLast() {
      if line.isEmpty {
        if let session = SessionReport(values) { sessions.append(session) }
        if sessions.count == most { break }
        values = [:]
      } else if let (name, value) = KeyValueText.pair(Substring(line)),
        let key = Key(rawValue: String(name)), values[key] == nil
      {
        values[key] = value
      }
    }
    return sessions
  }

  private init?(_ values: [Key: String]) {
    guard let job = values[.job], AttachTarget(key: job) != nil,
      let state = values[.state].flatMap(SessionRecord.State.init(rawValue:))
    else { return nil }
    self.init(
      job: job, program: values[.program] ?? "", state: state,
      hasTerminal: values[.terminal] == "yes",
      display: Self.number(values[.display], upTo: UInt64(DisplayNumber.largest))
        .flatMap { DisplayNumber($0) },
      memoryUsed: values[.memoryUsed].flatMap(Self.size),
      memoryLimit: values[.memoryLimit].flatMap(Self.size),
      clients: Self.number(values[.clients], upTo: Self.mostClients).map { Int($0) })
  }

  private static func size(_ text: String) -> MemorySize? {
    number(text, upTo: mostMemory).map { MemorySize(bytes: $0) }
  }

  private static func number(_ text: String?, upTo largest: UInt64) -> UInt64? {
    text.flatMap { strictDecimal($0.utf8, upTo: largest) }
  }
}

extension SessionReport {
  /// The list in what a node answers: what its start-up files print comes before it.
  ///
  /// - Returns: nil where the answer has no hello of this version and with this number.
  public static func list(answer: String, nonce: String) -> [SessionReport]? {
    var scanner = HelloScanner(nonce: nonce)
    guard case .found(let rest) = scanner.feed(answer.utf8) else { return nil }
    return list(text: String(decoding: rest, as: UTF8.self))
  }
}
