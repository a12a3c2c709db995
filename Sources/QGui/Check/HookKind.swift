/// What qgui wants to be called for, by the name of its verb.
public enum HookKind: String, Sendable {
  case prologue, epilogue, precancel, enter

  /// The file in `pbs/` that does it.
  var source: String {
    switch self {
    case .prologue: "pbs/prologue"
    case .epilogue: "pbs/epilogue"
    case .precancel: "pbs/epilogue.precancel"
    case .enter: "pbs/task-prologue"
    }
  }

  /// The line for a hook that the site has already.
  var line: String { "\(HookScript.place) \(rawValue)" + (self == .enter ? "" : " \"$@\"") }

  /// The job's user runs it, not root.
  var runsAsUser: Bool { self == .precancel || self == .enter }
}
