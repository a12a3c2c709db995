/// qconnect's decisions: it carries bytes between the xpra client here and the session on its
/// node, and finds out why that came to an end.
public struct Attaching: Sendable {
  public enum Event: Equatable, Sendable {
    case status(AttachStatus)
    case clientExited(Int32)
    /// The node's end is gone, and all that it said was heard. Nil: it had answered before.
    case nodeEnded(NodeFailure?)
    /// The node's end speaks another version.
    case otherVersion
    /// The node prints without end, and its end says nothing.
    case flooded
    /// What the node's end says is not understood.
    case garbled
    /// The user wants to leave.
    case signal
    /// The session's terminal was left, and the windows with it; or its shell has ended, and the session
    /// with it: the node knows.
    case terminalLeft
    case deadline
  }

  public enum Action: Equatable, Sendable {
    /// The session's program has this name.
    case tell(program: String)
    /// The client gave up waiting: start it again.
    case restartClient
    /// Bytes may flow.
    case openFlow
    /// Tell the node's end that no more bytes will come.
    case hangUp
    /// Tell the client that no more bytes will come.
    case closeClient
    /// Milliseconds from now.
    case setDeadline(UInt64)
    /// The last action.
    case finish(AttachEnd)
  }

  private enum Phase: Equatable {
    case connecting(clientIsGone: Bool)
    case attached
    /// The connection is over, and the node's end says why. `client`: it left first, with this
    /// status. It does so when the server tells it to, too: before the server hangs up.
    case asking(client: Int32?)
    case over
  }

  /// How long the node's end may take to say why, in milliseconds: longer than its own bounds.
  public static let reasonPatience: UInt64 = 15_000

  private var phase = Phase.connecting(clientIsGone: false)
  private var program = ""

  public init() {}

  public mutating func handle(_ event: Event) -> [Action] {
    switch (phase, event) {
    case (.over, _): []
    case (_, .signal): finish(.detached)
    case (_, .status(let status)): tell(status) + heard(status.phase)
    case (_, .otherVersion): finish(.otherVersion)
    case (_, .flooded): finish(.flooded)
    case (_, .nodeEnded(let failure?)): finish(.nodeFailed(failure))
    case (_, .nodeEnded(nil)), (_, .garbled): finish(.connectionLost)
    case (.connecting, .clientExited): remember(.connecting(clientIsGone: true))
    case (.attached, .clientExited(let status)): ask(.hangUp, client: status)
    case (.attached, .terminalLeft): ask(.hangUp, client: ExitStatus.success)
    case (.asking, .deadline): closed()
    default: []
    }
  }

  private mutating func tell(_ status: AttachStatus) -> [Action] {
    guard program.isEmpty, !status.program.isEmpty else { return [] }
    program = status.program
    return [.tell(program: program)]
  }

  private mutating func heard(_ said: AttachStatus.Phase) -> [Action] {
    switch said {
    case .waiting: []
    case .found: found()
    case .closing: closing()
    case .absent(let last): finish(.absent(last: last))
    case .notReady: finish(.notReady)
    case .ended(let reason): finish(.ended(reason))
    case .lost(.closed): closed()
    case .lost(let loss): finish(.lost(loss))
    }
  }

  private mutating func found() -> [Action] {
    guard case .connecting(let clientIsGone) = phase else { return [] }
    phase = .attached
    return (clientIsGone ? [.restartClient] : []) + [.openFlow]
  }

  private mutating func closing() -> [Action] {
    phase == .attached ? ask(.closeClient, client: nil) : []
  }

  /// The session goes on, and no other client has it.
  private mutating func closed() -> [Action] {
    if case .asking(let client?) = phase { return finish(.clientLeft(client)) }
    return finish(.lost(.closed))
  }

  private mutating func ask(_ action: Action, client: Int32?) -> [Action] {
    phase = .asking(client: client)
    return [action, .setDeadline(Self.reasonPatience)]
  }

  private mutating func remember(_ phase: Phase) -> [Action] {
    self.phase = phase
    return []
  }

  private mutating func finish(_ end: AttachEnd) -> [Action] {
    phase = .over
    return [.finish(end)]
  }
}
