extension QstatAnswer {
  /// The answer about one job, from one `qstat -f` that was asked about several of the same user's.
  ///
  /// Slurm's passes over a job that it does not know; the others exit as they do for that one alone,
  /// after what they print of the rest.
  ///
  /// - Returns: nil where the failure is the server's, and not a job's.
  /// - Parameters:
  ///   - text: what it printed, not trusted: a job that is there twice is not believed.
  ///   - exitStatus: of the whole.
  public static func decide(
    job: JobID, among text: String, user: String, exitStatus: Int32, stderr: String
  ) -> QstatAnswer? {
    let own = JobTexts.of(text).filter { (try? JobID($0.id))?.key == job.key }
    if own.isEmpty {
      let answer = decide(
        job: job, user: user, exitStatus: exitStatus == 0 ? unknownJob : exitStatus, stdout: "",
        stderr: stderr)
      if case .refuse(ExitStatus.tryAgain, _) = answer { return nil }
      return answer
    }
    return decide(
      job: job, user: user, exitStatus: 0, stdout: own.map(\.text).joined(), stderr: stderr)
  }

  /// The jobs in what one `qstat -f` prints of several, by their keys.
  ///
  /// - Parameters:
  ///   - text: not trusted: a job that is there twice is left out, and so is another user's.
  ///   - exitStatus: of qstat. Of one that failed or was killed the last job may be half.
  ///   - isWhole: nothing of the text was cut off.
  public static func reports(
    in text: String, user: String, exitStatus: Int32, isWhole: Bool
  ) -> [String: JobReport] {
    guard isWhole, ofWholeJobs.contains(exitStatus) else { return [:] }
    let reports = Dictionary(grouping: JobTexts.of(text)) { $0.id }.compactMap { _, texts in
      texts.count == 1 ? QstatReport(texts[0].text).flatMap { JobReport($0) } : nil
    }
    let own = reports.filter { $0.owner == user }.map { ($0.id.key, $0) }
    return Dictionary(own) { one, _ in one }
  }

  /// The low byte of PBSE_UNKJOBID (pbs_error.h).
  static let unknownJob: Int32 = 153
  /// The low byte of OpenPBS's PBSE_HISTJOBID, about a job that has ended.
  public static let endedJob: Int32 = 35
  /// Of a qstat that has printed all that it knows of: a job may have ended since it was listed.
  private static let ofWholeJobs: Set = [0, endedJob, unknownJob]
}

/// The jobs in what `qstat -f` prints, each from its line `Job Id: ID` on.
private enum JobTexts {
  private static let start = "Job Id:"

  static func of(_ text: String) -> [(id: String, text: String)] {
    var jobs: [(id: String, text: String)] = []
    // Bytes, as `QstatReport` reads it: a carriage return makes one character with the line feed.
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.starts(with: start.utf8) {
        let id = line.dropFirst(start.utf8.count).drop { " \t".utf8.contains($0) }
        jobs.append((String(Substring(id)), ""))
      }
      if !jobs.isEmpty { jobs[jobs.count - 1].text += Substring(line) + "\n" }
    }
    return jobs
  }
}
