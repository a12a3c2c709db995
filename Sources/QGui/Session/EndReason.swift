/// Why a session ended. Its text is in the record, its sentence is what people read.
public enum EndReason: Equatable, Sendable {
  /// PROGRAM exited with this status.
  case exited(Int32)
  /// PROGRAM was ended by this signal, which qgui-run did not pass on.
  case signalled(Int32)
  /// The kernel killed PROGRAM or a part of it at its memory limit.
  case memory(MemoryKill)
  /// A person told qgui-run to end by this signal.
  case told(Int32)
  /// Its user did, by `qconnect --end`.
  case asked
  /// The batch system did, as it does for qdel and qrerun.
  case deleted(Int32)
  /// The batch system ended the job, as it had run for as long as it may.
  case walltime(WallTime)
  /// The batch system ended the job at another limit, or at a walltime that it did not name.
  case limit(ExceededLimit)
  /// The batch system ended the job for a reason of its own, in its words: safe to print.
  case batchSystem(String)
  /// This signal of the terminal's keys ended PROGRAM, or that of a terminal that was closed.
  case terminal(Int32)
  /// A user stopped the display with `xpra stop` or `xpra exit`.
  case stopped
  /// The display could not be started, or was lost.
  case displayFailed(String)
  /// qgui-run itself vanished: the job was killed.
  case killed
  /// qgui-run could not start PROGRAM.
  case failed(String)
  /// The node was started anew while PROGRAM ran.
  case rebooted
  /// Nobody was left who could write it down.
  case unknown
}

extension EndReason {
  public var text: String {
    switch self {
    case .exited(let status): "exited \(status)"
    case .signalled(let signal): "signalled \(signal)"
    case .memory(let kill): "memory \(kill.text)"
    case .told(let signal): "told \(signal)"
    case .asked: "asked"
    case .deleted(let signal): "deleted \(signal)"
    case .walltime(let walltime): "walltime \(walltime)"
    case .limit(let limit): "limit \(limit.text)"
    case .batchSystem(let words): "batch \(words)"
    case .terminal(let signal): "terminal \(signal)"
    case .stopped: "stopped"
    case .displayFailed(let why): "display \(why)"
    case .killed: "killed"
    case .failed(let why): "failed \(why)"
    case .rebooted: "rebooted"
    case .unknown: "unknown"
    }
  }

  /// Reads what `text` gives; nil for anything else.
  public init?(text: String) {
    // Bytes, as a word may begin with a mark that makes one character with the blank before it.
    let word = text.utf8.prefix { $0 != UInt8(ascii: " ") }
    let rest = String(Substring(text.utf8[word.endIndex...].dropFirst()))
    switch Substring(word) {
    case "exited":
      guard let status = Int32(rest) else { return nil }
      self = .exited(status)
    case "signalled":
      guard let signal = Int32(rest) else { return nil }
      self = .signalled(signal)
    case "memory":
      guard let kill = MemoryKill(text: rest) else { return nil }
      self = .memory(kill)
    case "told":
      guard let signal = Int32(rest) else { return nil }
      self = .told(signal)
    case "deleted":
      guard let signal = Int32(rest) else { return nil }
      self = .deleted(signal)
    case "walltime":
      guard let walltime = try? WallTime(option: rest) else { return nil }
      self = .walltime(walltime)
    case "limit":
      guard let limit = ExceededLimit(text: rest) else { return nil }
      self = .limit(limit)
    case "batch": self = .batchSystem(rest)
    case "terminal":
      guard let signal = Int32(rest) else { return nil }
      self = .terminal(signal)
    case "asked": self = .asked
    case "stopped": self = .stopped
    case "display": self = .displayFailed(rest)
    case "killed": self = .killed
    case "failed": self = .failed(rest)
    case "rebooted": self = .rebooted
    case "unknown": self = .unknown
    default: return nil
    }
  }

  /// Whether the session came to the end that its user meant.
  public var isWell: Bool {
    switch self {
    case .exited(0), .stopped, .told, .asked, .deleted, .terminal: true
    default: false
    }
  }

  /// Whether PROGRAM ended by itself, as one does that has lost its display.
  public var mayBeOfTheDisplay: Bool {
    switch self {
    case .exited, .signalled: true
    default: false
    }
  }

  /// What happened, for people: one line without a full stop.
  public func sentence(program: String) -> String {
    switch self {
    case .exited(0): "\(program) ended"
    case .exited(let status): "\(program) ended with status \(status)"
    case .signalled(let signal): "\(program) was ended by \(SignalName.of(signal))"
    case .memory(let kill): kill.sentence(program: program)
    case .told(let signal): "the job was ended by \(SignalName.of(signal))"
    case .asked: "the session was ended with qconnect --end"
    case .deleted(let signal):
      "the job was deleted or requeued (\(SignalName.of(signal)) from the batch system)"
    case .walltime(let walltime):
      ExceededLimit(.walltime, used: nil, limit: walltime.seconds).sentence
    case .limit(let limit): limit.sentence
    case .batchSystem(let words): "the batch system killed the job: \(words.printable(limit: 200))"
    case .terminal(let signal): Self.terminal(signal, program)
    case .stopped: "the display was stopped with xpra, and \(program) with it"
    case .displayFailed(let why): "the display of \(program) failed: \(why)"
    case .killed: "the job was killed"
    case .failed(let why): why
    case .rebooted: "the node was started anew while \(program) ran"
    case .unknown:
      "\(program) is gone without a record of why: its node failed, or everything was killed at once"
    }
  }

  private static func terminal(_ signal: Int32, _ program: String) -> String {
    switch signal {
    case 1: "\(program) ended when its terminal was closed"
    case 2: "\(program) was ended with Ctrl-C"
    case 3: "\(program) was ended with Ctrl-\\"
    default: "\(program) was ended from its terminal (\(SignalName.of(signal)))"
    }
  }
}
