/// Why xpra closed a connection: what the node's end can see of it.
public struct ConnectionLoss: Equatable, Sendable {
  /// The session as it was when the connection was made; nil for a bare xpra server.
  public var before: SessionRecord?
  /// The session's record now; nil when its directory is gone.
  public var now: SessionRecord?
  /// The short record that stays.
  public var ended: SessionRecord?
  /// Whether the server to which we were connected runs.
  public var serverLives: Bool
  /// Whether some other client is connected to it.
  public var hasOtherClient: Bool
  /// Whether the session's runner or keeper ran, just before the record was read.
  public var isLookedAfter: Bool

  /// The end that was seen before in the session's record, while it was there.
  public var seenEnd: EndReason?

  public init(
    before: SessionRecord?, now: SessionRecord?, ended: SessionRecord?, serverLives: Bool,
    hasOtherClient: Bool, isLookedAfter: Bool, seenEnd: EndReason? = nil
  ) {
    self.before = before
    self.now = now
    self.seenEnd = seenEnd
    self.ended = ended
    self.serverLives = serverLives
    self.hasOtherClient = hasOtherClient
    self.isLookedAfter = isLookedAfter
  }

  public enum Verdict: Equatable, Sendable {
    case sure(AttachStatus.Phase)
    /// The session ends; the record of its end will have the reason. Until then this is known.
    case ending(AttachStatus.Phase)
    /// What is true unless something changes soon.
    case unsure(AttachStatus.Phase)
  }

  /// A server closes its connections before it ends and before anybody else knows: so what looks
  /// like a mere closing is not sure.
  public var verdict: Verdict {
    guard let before else {
      return serverLives ? ofLivingServer : .unsure(.ended(.stopped))
    }
    if let ended, ended[.mark] == before[.mark] { return .sure(.ended(ended.end)) }
    guard let now, now[.mark] == before[.mark] else {
      return isLookedAfter ? .ending(.ended(seenEnd)) : .sure(.ended(seenEnd))
    }
    if now.state == .ending || now.end != nil {
      let isKnown = now.end?.isFinal == true || !isLookedAfter
      return isKnown ? .sure(.ended(now.end)) : .ending(.ended(now.end))
    }
    guard isLookedAfter else { return .sure(.ended(.killed)) }
    if now.state == .resting { return .sure(.lost(.stopped)) }
    // Not as soon as it is started: a keeper whose whole job is being killed starts one more.
    let isAgain = now[.xpra] != before[.xpra] && now.state == .attachable
    if isAgain { return .sure(.lost(.restarted)) }
    return serverLives ? ofLivingServer : .unsure(.lost(.restarted))
  }

  /// What looks like another client may be our own connection, which the server has yet to close.
  private var ofLivingServer: Verdict {
    .unsure(.lost(hasOtherClient ? .takenOver : .closed))
  }
}
