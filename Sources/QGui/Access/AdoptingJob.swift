/// The job that a log-in joins, of those that its user has on this node.
public enum AdoptingJob {
  /// Whether a job that has a record is still here. On the other hosts of a job its first process may
  /// be one of many, and end before them.
  ///
  /// - Parameters:
  ///   - shell: whether its first process is alive; nil where none is recorded.
  ///   - group: whether its group is there; nil where it has none of its own.
  public static func isHere(shell: Bool?, group: Bool?) -> Bool {
    shell == true || group ?? (shell == nil)
  }

  /// 1. The only one. 2. The one that qconnect is attaching to, where it has said so. 3. The newest,
  /// by its prologue; of two that are as old, the one with the greater number.
  ///
  /// - Parameters:
  ///   - jobs: each with its age, in seconds.
  ///   - named: asked only where there are several.
  public static func choose(
    _ jobs: [(record: JobRecord, age: UInt64)], named: () -> JobID?
  ) -> JobRecord? {
    guard jobs.count > 1 else { return jobs.first?.record }
    if let name = named()?.directoryName, let job = jobs.first(where: { $0.record.name == name }) {
      return job.record
    }
    return jobs.min { one, other in
      (one.age, other.record.job.number) < (other.age, one.record.job.number)
    }?.record
  }
}
