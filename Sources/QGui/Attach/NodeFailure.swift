/// What it means that the node's end ended before it answered.
public struct NodeFailure: Equatable, Sendable {
  /// Of ssh or, without it, of qgui-run.
  public let exitStatus: Int32
  /// What came on standard error: not safe to print.
  public let text: String
  /// Nil where no ssh was needed.
  public let node: HostName?
  /// Other names of the node, under which nobody knows it here either.
  public var alsoUnknown: [HostName] = []

  public init(exitStatus: Int32, text: String, node: HostName?) {
    self.exitStatus = exitStatus
    self.text = text
    self.node = node
  }

  /// Whether `text` tells more than the report.
  public var isUnknown: Bool { sshCause == nil && commandCause == nil }

  /// Whether ssh knows no host of this name.
  public var isUnknownHost: Bool { exitStatus == ExitStatus.ssh && Self.isUnknownHost(text) }

  /// Whether ssh, in its words, knows no host of the name that it was given.
  public static func isUnknownHost(_ text: String) -> Bool { text.contains(unknownHost) }

  private static let unknownHost = "Could not resolve hostname"

  /// Whether it may be otherwise in a while, without anybody's doing: the network, or a node that
  /// lets nobody in just now.
  public var mayPass: Bool { sshCause?.mayPass ?? commandCause?.mayPass ?? false }

  public func report() -> AttachReport {
    let status = sshCause?.status ?? commandCause?.status ?? ExitStatus.ssh
    let sentence = sshCause?.sentence(place) ?? commandCause?.sentence(place)
    return AttachReport(status, sentence ?? "\(place) did not answer: \(lastLine)")
  }

  /// ssh itself exits with 255 and nothing else.
  private var sshCause: Cause? {
    guard node != nil, exitStatus == ExitStatus.ssh else { return nil }
    return Self.sshCauses.first { cause in cause.signs.contains { text.contains($0) } }
  }

  private var commandCause: Cause? {
    if exitStatus == ExitStatus.notFound || exitStatus == ExitStatus.notExecutable {
      return Self.missing
    }
    if exitStatus == ExitStatus.usage { return Self.otherVersion }
    if exitStatus == Self.sessionRefused, node != nil { return Self.noSession }
    guard exitStatus != ExitStatus.ssh else { return nil }
    return Self.missing.signs.contains { text.contains($0) } ? Self.missing : nil
  }

  private var place: String {
    guard let node else { return "this machine" }
    return (alsoUnknown + [node]).map(\.description).joined(separator: " or ")
  }

  private var lastLine: String {
    let line = text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
    guard let line else { return "it ended with status \(exitStatus)" }
    return line.trimmed.printable(limit: 200)
  }
}

extension NodeFailure {
  /// One way to fail, and the texts that tell it.
  private struct Cause {
    let signs: [String]
    let status: Int32
    var mayPass = false
    let sentence: @Sendable (String) -> String
  }

  /// In order: the text of an earlier cause may hold that of a later one.
  private static let sshCauses: [Cause] = [
    Cause(
      signs: [unknownHost], status: ExitStatus.noHost, mayPass: true
    ) {
      "no host \($0) is known here: try 'ssh \($0)', or tell the administrator"
    },
    Cause(signs: ["Host key verification failed"], status: ExitStatus.ssh) {
      "the host key of \($0) is not the one that ssh knows: see what 'ssh \($0)' says"
    },
    Cause(
      signs: [
        "Connection refused", "Connection timed out", "Operation timed out", "No route to host",
        "Network is unreachable", "Host is down",
      ], status: ExitStatus.unavailable, mayPass: true
    ) { "\($0) cannot be reached: try again later, or tell the administrator" },
    Cause(
      signs: ["Permission denied", "Too many authentication failures"], status: ExitStatus.notYours
    ) { "\($0) did not let you log in: try 'ssh \($0)'" },
    Cause(
      signs: ["Access denied", "Connection closed", "Connection reset"],
      status: ExitStatus.tryAgain, mayPass: true
    ) { "\($0) closed the connection, as it does while you have no job there: try again" },
  ]

  /// The words of bash and sh, of tcsh, and of fish.
  private static let missing = Cause(
    signs: [
      "ommand not found", "No such file", "nknown command", "not found", "ermission denied",
    ],
    status: ExitStatus.unavailable
  ) { "there is no qgui-run on \($0): give its place with --qgui-run or in QGUI_RUN" }

  /// What sshd exits with when PAM opened no session (session.c).
  private static let sessionRefused: Int32 = 254

  private static let noSession = Cause(signs: [], status: ExitStatus.tryAgain, mayPass: true) {
    "\($0) opened no session, as while your job begins or ends there: try again"
  }

  private static let otherVersion = Cause(signs: [], status: ExitStatus.unavailable) {
    "qgui-run on \($0) is of another version: install the same one there as here"
  }
}
