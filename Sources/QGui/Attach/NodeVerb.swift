/// What the login node asks of qgui-run on a compute node. Users never type these.
public enum NodeVerb: Equatable, Sendable {
  /// To be the node's end of a connection to a session.
  case serve(AttachTarget, nonce: String)
  /// The same after a connection with this number was lost: it takes the windows from nobody who has
  /// attached meanwhile.
  case serveAgain(AttachTarget, nonce: String)
  /// To end a session.
  case end(AttachTarget, nonce: String)
  /// To tell how the last session of a job ended.
  case why(AttachTarget, nonce: String)
  /// To tell of all the user's sessions there.
  case report(nonce: String)
  /// To become the terminal of a session.
  case terminal(AttachTarget)

  private enum Word: String {
    case serve = "--serve"
    case serveAgain = "--serve-again"
    case end = "--end"
    case why = "--why"
    case report = "--report"
    case terminal = "--terminal"
  }

  /// Whether `word` asks for one of them.
  public static func isWord(_ word: String) -> Bool { Word(rawValue: word) != nil }

  /// qgui-run's arguments.
  public var words: [String] {
    switch self {
    case .serve(let target, let nonce): [Word.serve.rawValue, target.key, nonce]
    case .serveAgain(let target, let nonce): [Word.serveAgain.rawValue, target.key, nonce]
    case .end(let target, let nonce): [Word.end.rawValue, target.key, nonce]
    case .why(let target, let nonce): [Word.why.rawValue, target.key, nonce]
    case .report(let nonce): [Word.report.rawValue, nonce]
    case .terminal(let target): [Word.terminal.rawValue, target.key]
    }
  }

  /// Reads what `words` gives; nil for anything else.
  public init?(words: [String]) {
    let operands = words.dropFirst()
    guard let word = words.first.flatMap(Word.init(rawValue:)) else { return nil }
    switch word {
    case .serve: self.init(operands, NodeVerb.serve)
    case .serveAgain: self.init(operands, NodeVerb.serveAgain)
    case .end: self.init(operands, NodeVerb.end)
    case .why: self.init(operands, NodeVerb.why)
    case .report:
      guard operands.count == 1, AttachHello.isNonce(operands[1]) else { return nil }
      self = .report(nonce: operands[1])
    case .terminal:
      guard operands.count == 1, let target = AttachTarget(key: operands[1]) else { return nil }
      self = .terminal(target)
    }
  }

  /// With a session and a number.
  private init?(_ operands: ArraySlice<String>, _ make: (AttachTarget, String) -> NodeVerb) {
    guard operands.count == 2, let target = AttachTarget(key: operands[1]),
      AttachHello.isNonce(operands[2])
    else { return nil }
    self = make(target, operands[2])
  }
}

extension NodeVerb {
  /// The session that it is about.
  public var target: AttachTarget? {
    switch self {
    case .serve(let target, _), .serveAgain(let target, _), .end(let target, _),
      .why(let target, _), .terminal(let target):
      target
    case .report: nil
    }
  }

  /// The words for the user's login shell on the node: bash, tcsh and fish read the key's brackets
  /// alike in quotes, and nothing else needs any.
  var remoteWords: [String] {
    switch self {
    case .serve(let target, _), .serveAgain(let target, _), .end(let target, _),
      .why(let target, _), .terminal(let target):
      words.map { $0 == target.key ? "'\($0)'" : $0 }
    case .report: words
    }
  }

  /// ssh's, beside those of all verbs (ssh_config(5)).
  var sshOptions: [String] {
    switch self {
    case .serve, .end: ["-T"] + Self.bounded
    // The node answered a moment ago, and if it is dead now the server is asked before the next try.
    case .serveAgain: ["-T", "-o", "ConnectTimeout=30"]
    // Perhaps a dead node: nobody waits for it, or answers its prompts.
    case .report, .why: ["-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=2"]
    case .terminal: ["-t"] + Self.bounded
    }
  }

  /// A node that takes connections and is silent would hold ssh for ever. In seconds: as long as sshd
  /// gives people to log in (sshd_config(5), LoginGraceTime).
  private static let bounded = ["-o", "ConnectTimeout=120"]
}

extension NodeVerb {
  /// Whether a process with this command line is the node's end of somebody else's connection to the
  /// same session: of one that has another number.
  public func isRival(commandLine: [String]) -> Bool {
    guard case .serveAgain(let target, let nonce) = self,
      let other = NodeVerb(words: Array(commandLine.dropFirst()))
    else { return false }
    switch other {
    case .serve(target, let theirs), .serveAgain(target, let theirs): return theirs != nonce
    default: return false
    }
  }
}
