/// One call by pam_exec(8): who logs in, and at which point of PAM's.
public struct LogIn: Equatable, Sendable {
  /// `PAM_TYPE`.
  public enum Moment: String, Sendable {
    case account
    case session = "open_session"
  }

  public let user: AccountName

  /// From the environment that pam_exec(8) gives.
  ///
  /// - Throws: `LogInError` for anything that it does not give at this moment.
  public init(_ moment: Moment, environment: [String: String]) throws(LogInError) {
    guard let type = environment["PAM_TYPE"] else { throw .notPAM }
    guard type == moment.rawValue else { throw .moment(type, wanted: moment) }
    let name = environment["PAM_USER"] ?? ""
    guard let user = AccountName(name) else { throw .user(name) }
    self.user = user
  }
}

/// A call that PAM does not make.
public enum LogInError: Error, Equatable, Sendable, CustomStringConvertible {
  case notPAM
  case moment(String, wanted: LogIn.Moment)
  case user(String)

  /// One line, safe to print: what is wrong, and what to do.
  public var description: String {
    switch self {
    case .notPAM: "no PAM_TYPE: call it by pam_exec, as pam/sshd-openpbs does"
    case .moment(let type, let wanted):
      "PAM_TYPE is '\(type.printable(limit: 40))': "
        + (wanted == .account
          ? "put it on an account line" : "put it on a session line, with type=open_session")
    case .user(let name): "'\(name.printable(limit: 40))' is no user's name"
    }
  }
}
