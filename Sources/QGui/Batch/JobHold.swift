/// Why a job is held: `Hold_Types` and `depend` of qstat (pbs_job_attributes(7B) of OpenPBS, qhold(1B)).
///
/// qrls of the job's owner releases `u` alone; for the other letters it exits with 0 and changes nothing.
public enum JobHold: Equatable, Sendable {
  /// `s`: until other jobs start or end. Their keys, as far as the attribute names them.
  case dependency(on: [String])
  /// `l` and `a` of Torque: until fewer subjobs of the same array run.
  case arrayLimit
  /// `u`.
  case user
  /// `o`, and `s` without a dependency.
  case administrator
  case userAndAdministrator
  /// `p` of OpenPBS: the password that the server keeps for the user did not work.
  case password
  /// No letter, or one that no system documents.
  case unknown

  public init(types: String?, depend: String?) {
    let letters = Set((types ?? "").utf8.map { Character(Unicode.Scalar($0)) }).subtracting(["n"])
    let jobs = Self.awaited(depend ?? "")
    let isDependent = letters.contains("s") && jobs != nil
    let byAdministrator = letters.contains("o") || letters.contains("s") && !isDependent
    if letters.isEmpty || !letters.isSubset(of: ["u", "o", "s", "p", "l", "a"]) {
      self = .unknown
    } else if letters.contains("p") {
      self = .password
    } else if byAdministrator {
      self = letters.contains("u") ? .userAndAdministrator : .administrator
    } else if letters.contains("u") {
      self = .user
    } else {
      self = isDependent ? .dependency(on: jobs ?? []) : .arrayLimit
    }
  }

  /// Whether the batch system ends it without a person's doing.
  public var endsByItself: Bool {
    switch self {
    case .dependency, .arrayLimit: true
    case .user, .administrator, .userAndAdministrator, .password, .unknown: false
    }
  }

  /// The jobs in `afterok:128.server@server:130.server@server,before:131.server@server` that have to
  /// start or end first; nil where none of the entries is such a dependency.
  private static func awaited(_ depend: String) -> [String]? {
    let entries = depend.split(separator: ",").map { $0.split(separator: ":") }
    let own = entries.filter { entry in
      guard let kind = entry.first?.trimmed else { return false }
      return !kind.hasPrefix("before") && entry.count > 1
    }
    guard !own.isEmpty else { return nil }
    // The others name how many jobs there have to be.
    let named = own.filter { !["on", "synccount"].contains($0[0].trimmed) }
    return named.flatMap { $0.dropFirst() }.compactMap { word in
      (try? JobID(String(word.trimmed.prefix { $0 != "@" })))?.key
    }
  }
}

extension JobHold {
  /// What a user reads who does not wait, or for whom waiting does not help.
  ///
  /// - Parameters:
  ///   - key: the job's, as a shell takes it.
  ///   - remark: of the batch server, in parentheses; may be empty.
  func sentence(key: String, remark: String) -> String {
    switch self {
    case .dependency: "\(waiting): try again when it runs"
    case .arrayLimit: "\(waiting): try again when it runs"
    case .user: "is held: release it with qrls \(key)"
    case .administrator:
      "is held by an operator or the batch system\(remark): ask the administrator to release it"
    case .userAndAdministrator:
      "is held by you and by an operator\(remark): type qrls \(key), and ask the administrator"
    case .password:
      "is held, as the batch server has a wrong password of yours: type pbs_password, and ask the"
        + " administrator to release the job"
    case .unknown:
      "is held\(remark): release it with qrls \(key), or ask the administrator"
    }
  }

  /// What it waits for, in the words of a list.
  var waiting: String {
    switch self {
    case .dependency(let jobs):
      switch jobs.count {
      case 0: "waits for other jobs"
      case 1: "waits for job \(jobs[0])"
      default: "waits for job \(jobs[0]) and \(jobs.count - 1) more"
      }
    case .arrayLimit: "waits for other subjobs of its array"
    default: "is held"
    }
  }
}
