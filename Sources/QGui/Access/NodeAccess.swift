/// Whether somebody may log in to this node: the decision, from what is known of them.
public enum NodeAccess: Equatable, Sendable {
  case granted(Reason)
  /// Nothing that could be asked knows of a job.
  case refused
  /// Whether they have a job here nobody could say, and the site's setting refuses.
  case refusedUnknown

  public enum Reason: Equatable, Sendable {
    case administrator, job, settingAdmits
  }

  /// What `access-unknown` says.
  public enum WhenUnknown: String, CaseIterable, Sendable {
    case refuse, admit
  }

  /// Whether the batch system runs a job of theirs here.
  public enum Answer: Equatable, Sendable {
    case runs, runsNone, silent
  }

  /// Whoever is asked later costs more, and is asked only where the ones before do not decide:
  /// an administrator gets in when everything else hangs.
  public static func decide(
    isAdministrator: Bool, hasRecord: () -> Bool, batchSystem: () -> Answer, unknown: WhenUnknown
  ) -> NodeAccess {
    if isAdministrator { return .granted(.administrator) }
    if hasRecord() { return .granted(.job) }
    switch batchSystem() {
    case .runs: return .granted(.job)
    case .runsNone: return .refused
    case .silent: return unknown == .admit ? .granted(.settingAdmits) : .refusedUnknown
    }
  }

  /// What ssh shows to the one who is refused; nil for who is not.
  public func sentence(user: AccountName, node: String) -> String? {
    switch self {
    case .granted: nil
    case .refused:
      "\(user) has no running job on \(node): log in to a node where one of your jobs runs"
    case .refusedUnknown:
      "whether \(user) has a job on \(node) nobody can say now: try again in a minute"
    }
  }
}
