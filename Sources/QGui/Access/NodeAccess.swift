/// Whether a user may log in to this node: the decision, from what is known of them.
public enum NodeAccess: Equatable, Sendable {
  case granted(Reason)
  /// The user has no job here.
  case refused
  /// It cannot be found out whether the user has a job here, and the site's setting refuses.
  case refusedUnknown(isHidden: Bool)

  public enum Reason: Equatable, Sendable {
    case administrator, job, settingAdmits
  }

  /// What `access-unknown` says.
  public enum WhenUnknown: String, CaseIterable, Sendable {
    case refuse, admit
  }

  /// Whether the batch system runs a job of theirs here.
  public enum Answer: Equatable, Sendable {
    case runs, runsNone
    /// It does not answer.
    case silent
    /// It does not show this node the jobs of its users.
    case hidden
  }

  /// A later question costs more, and is asked only where the ones before do not decide: an
  /// administrator gets in when everything else hangs.
  public static func decide(
    isAdministrator: Bool, hasRecord: () -> Bool, batchSystem: () -> Answer, unknown: WhenUnknown
  ) -> NodeAccess {
    if isAdministrator { return .granted(.administrator) }
    if hasRecord() { return .granted(.job) }
    let answer = batchSystem()
    switch answer {
    case .runs: return .granted(.job)
    case .runsNone: return .refused
    case .silent, .hidden:
      return unknown == .admit
        ? .granted(.settingAdmits) : .refusedUnknown(isHidden: answer == .hidden)
    }
  }

  /// What ssh shows to a user who is refused; nil for one who is not.
  public func sentence(user: AccountName, node: String) -> String? {
    switch self {
    case .granted: nil
    case .refused:
      "\(user) has no running job on \(node): log in to a node where one of your jobs runs"
    case .refusedUnknown(isHidden: false):
      "cannot find out whether \(user) has a job on \(node): try again in a minute"
    case .refusedUnknown(isHidden: true):
      "cannot find out whether \(user) has a job on \(node): the batch server hides users' jobs from it, "
        + "and its administrator can set query_other_jobs"
    }
  }
}
