/// What is known of one session: the text of the file `record` in the session's directory, and
/// what runner and keeper tell each other, a line at a time.
///
/// It is what proves, later, whose a leftover process or file is.
public struct SessionRecord: Equatable, Sendable {
  /// The form of the text. A reader refuses any other.
  public static let version = "1"

  public enum Field: String, CaseIterable, Sendable {
    case version, job, host, program, mark, state, display, candidate, socket, commonSocket,
      terminal
    case runner, keeper, xvfb, xpra, main
    case group, limit, containment
    case boot, timeLimit, rest
    case cause, end
  }

  public enum State: String, Sendable {
    /// X or xpra are not up yet.
    case starting
    /// Clients can attach.
    case attachable
    /// A terminal without its display, which is started again when a client attaches.
    case resting
    /// The teardown runs.
    case ending
    /// Nothing is left but this record.
    case ended
  }

  private var values: [Field: String] = [:]

  public init(job: String, host: String, program: String, mark: String) {
    values = [
      .version: Self.version, .job: job, .host: host, .program: program, .mark: mark,
      .state: State.starting.rawValue,
    ]
  }

  /// Reads a record's text. Nil when it is not a record of this version; lines with unknown keys
  /// are passed over, and the first line of a key counts.
  public init?(text: String) {
    for line in text.split(separator: "\n") {
      guard let (field, value) = Self.fact(String(line)), values[field] == nil else { continue }
      values[field] = value
    }
    guard values[.version] == Self.version, values[.job] != nil else { return nil }
  }

  public var text: String {
    Field.allCases.compactMap { field in
      values[field].map { Self.line(field, $0) + "\n" }
    }.joined()
  }

  /// One fact as a line, and back.
  public static func line(_ field: Field, _ value: String) -> String {
    KeyValueText.line(field.rawValue, value)
  }

  public static func fact(_ line: String) -> (Field, String)? {
    guard let (key, value) = KeyValueText.pair(Substring(line)),
      let field = Field(rawValue: String(key))
    else { return nil }
    return (field, value)
  }

  public subscript(field: Field) -> String? {
    get { values[field] }
    set { values[field] = newValue }
  }
}

extension SessionRecord {
  public var job: String { values[.job] ?? "" }
  public var host: String { values[.host] ?? "" }
  public var program: String { values[.program] ?? "" }
  public var state: State { values[.state].flatMap(State.init(rawValue:)) ?? .starting }
  /// Nothing more will come of it: what is known of its end is in it.
  public var hasEnded: Bool { state == .ended }
  public var display: DisplayNumber? { values[.display].flatMap(DisplayNumber.init(text:)) }
  /// The display that Xvfb was last started on: its socket is there before the display is.
  public var candidate: DisplayNumber? { values[.candidate].flatMap(DisplayNumber.init(text:)) }
  /// The socket of the tmux server that is PROGRAM, where it is one for `qgui-run --terminal`.
  public var terminal: String? { values[.terminal] }
  /// How long the job may run, once it is known.
  public var timeLimit: TimeLimit? { values[.timeLimit].flatMap(TimeLimit.init(text:)) }
  /// How a terminal's display last came to rest.
  public var rest: DisplayRest? { values[.rest].flatMap(DisplayRest.init(text:)) }
  public var end: EndReason? { values[.end].flatMap(EndReason.init(text:)) }

  /// The runner, keeper, xvfb, xpra or main process.
  public func process(_ field: Field) -> ProcessIdentity? {
    values[field].flatMap(ProcessIdentity.init(text:))
  }
}
