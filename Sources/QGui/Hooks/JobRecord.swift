/// What root knows of a job on this node: the text of `/run/qgui/jobs/JOB`, which nobody but root
/// writes. It says what the prologue made, and so what the epilogue and the sweep may end.
public struct JobRecord: Equatable, Sendable {
  /// The form of the text. A reader refuses any other.
  public static let version = "1"

  public enum Field: String, CaseIterable, Sendable {
    case version, job, user, uid, run, began, shell, group, scope, limit
  }

  /// The id as the batch system gave it, with the server.
  public let job: JobID
  public let user: AccountName
  public let uid: UInt32
  /// Which of the job's runs it is, as `HookWords.Option.run` counts; nil where the hook did not say.
  public var run: UInt32?
  /// When the job's prologue ran, in clock ticks since boot; nil where a hook met the job later, as one
  /// of execjob_launch alone does.
  public var began: UInt64?
  /// The job's shell, or its first task on this host; nil where there was none yet, as on Slurm.
  public var shell: ProcessIdentity?
  /// The text of the job's memory group; nil where the batch system limits the job itself.
  public var group: String?
  /// The systemd unit that has the group.
  public var scope: String?
  public var limit: MemorySize?

  public init(job: JobID, user: AccountName, uid: UInt32) {
    self.job = job
    self.user = user
    self.uid = uid
  }

  /// The name of the record's file.
  public var name: String { job.directoryName }

  public var text: String {
    let values: [Field: String?] = [
      .version: Self.version, .job: "\(job)", .user: "\(user)", .uid: "\(uid)",
      .run: run.map { "\($0)" }, .began: began.map { "\($0)" }, .shell: shell?.text, .group: group,
      .scope: scope,
      .limit: limit.map { "\($0.bytes)" },
    ]
    return Field.allCases.compactMap { field in
      (values[field] ?? nil).map { KeyValueText.line(field.rawValue, $0) + "\n" }
    }.joined()
  }

  /// Reads what `text` gives; nil for anything else.
  public init?(text: String) {
    var values: [Field: String] = [:]
    for line in text.split(separator: "\n") {
      guard let (key, value) = KeyValueText.pair(line), let field = Field(rawValue: String(key)),
        values[field] == nil
      else { return nil }
      values[field] = value
    }
    guard values[.version] == Self.version,
      let job = values[.job].flatMap({ try? JobID($0) }), !job.isArrayParent,
      let user = values[.user].flatMap(AccountName.init),
      let uid = values[.uid].flatMap(UInt32.init)
    else { return nil }
    self.init(job: job, user: user, uid: uid)
    run = values[.run].flatMap { UInt32($0) }
    began = values[.began].flatMap { UInt64($0) }
    shell = values[.shell].flatMap(ProcessIdentity.init(text:))
    group = values[.group]
    scope = values[.scope]
    limit = values[.limit].flatMap { UInt64($0) }.map(MemorySize.init(bytes:))
  }
}
