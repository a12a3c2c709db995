/// What the node's end says of a session: `key = value` lines.
public struct AttachStatus: Equatable, Sendable {
  public enum Phase: Equatable, Sendable {
    /// The session is there, its display is not ready yet.
    case waiting
    /// Bytes flow from now on.
    case found
    /// xpra has closed the connection; why is being found out.
    case closing
    /// There is no session; the reason is that of the last one, if one is remembered.
    case absent(last: EndReason?)
    /// The display did not become ready in time.
    case notReady
    /// The session has ended; nil: nobody wrote down why.
    case ended(EndReason?)
    /// xpra has closed the connection, and the session goes on.
    case lost(Loss)
  }

  public enum Loss: String, Equatable, Sendable {
    /// Another client of the same user has the windows now.
    case takenOver
    /// xpra was stopped; the terminal goes on.
    case stopped
    case restarted
    case closed
    /// The display of a terminal did not start again; the terminal goes on.
    case displayFailed
    /// The same, as something else has the display's number.
    case displayTaken

    public init(_ cause: DisplayRest.Cause) {
      switch cause {
      case .stopped: self = .stopped
      case .failed: self = .displayFailed
      case .taken: self = .displayTaken
      }
    }

    /// Whether a terminal that is open loses its windows, and nothing else.
    public var isOfWindowsAlone: Bool {
      switch self {
      case .takenOver, .stopped, .displayFailed, .displayTaken: true
      case .restarted, .closed: false
      }
    }
  }

  public let phase: Phase
  /// As the session's owner wrote it: not safe to print. Empty without a session.
  public let program: String
  /// Whether `qgui-run --terminal` finds a shell there. Sent once, with the first status.
  public let hasTerminal: Bool
  /// Whether its qgui-run is stopped, and most likely the program with it. Told of a session that was
  /// found, each time that it changes.
  public let isStopped: Bool

  public init(
    _ phase: Phase, program: String = "", hasTerminal: Bool = false, isStopped: Bool = false
  ) {
    self.phase = phase
    self.program = program
    self.hasTerminal = hasTerminal
    self.isStopped = isStopped
  }

  /// Nil for a text of another form. A text that is not of ours is never more than refused.
  public init?(text: String) {
    var values: [Substring: String] = [:]
    for line in text.split(separator: "\n") {
      guard let (key, value) = KeyValueText.pair(line), values[key] == nil else { continue }
      values[key] = value
    }
    guard let phase = Self.phase(values) else { return nil }
    self.init(
      phase, program: values["program"] ?? "", hasTerminal: values["terminal"] == "yes",
      isStopped: values["stopped"] == "yes")
  }

  private static func phase(_ values: [Substring: String]) -> Phase? {
    let end = values["end"].flatMap { EndReason(text: $0) }
    switch values["phase"] {
    case "waiting": return .waiting
    case "found": return .found
    case "closing": return .closing
    case "absent": return .absent(last: end)
    case "notReady": return .notReady
    case "ended": return .ended(end)
    case "lost": return .lost(values["loss"].flatMap(Loss.init(rawValue:)) ?? .closed)
    default: return nil
    }
  }

  public var text: String {
    var lines = [("phase", word)]
    if !program.isEmpty { lines.append(("program", program)) }
    if hasTerminal { lines.append(("terminal", "yes")) }
    if isStopped { lines.append(("stopped", "yes")) }
    switch phase {
    case .absent(let end?), .ended(let end?): lines.append(("end", end.text))
    case .lost(let loss): lines.append(("loss", loss.rawValue))
    default: break
    }
    return lines.map { KeyValueText.line($0, $1) + "\n" }.joined()
  }

  private var word: String {
    switch phase {
    case .waiting: "waiting"
    case .found: "found"
    case .closing: "closing"
    case .absent: "absent"
    case .notReady: "notReady"
    case .ended: "ended"
    case .lost: "lost"
    }
  }
}
