/// Which session a user means who names none.
public enum SessionPick: Equatable, Sendable {
  case none
  case one(SessionRow)
  case several([SessionRow])

  /// The only one that runs; with none that runs, the only one that waits.
  public static func of(_ sessions: [SessionRow]) -> SessionPick {
    let running = sessions.filter { $0.node != nil }
    if running.count == 1 { return .one(running[0]) }
    if running.isEmpty, sessions.count == 1 { return .one(sessions[0]) }
    return sessions.isEmpty ? .none : .several(sessions)
  }
}
