/// What to do with qsub's answer.
public enum QsubAnswer: Equatable, Sendable {
  case submitted(JobID)
  /// The status is one of `ExitStatus`; the line ends with what qsub said.
  case failed(AttachReport)

  /// - Parameters:
  ///   - exitStatus: of qsub; on PBS the low byte of the server's error number (pbs_error.h).
  ///   - stdout: not trusted; sites' own wrappers print more before the id.
  ///   - stderr: not trusted. Slurm's qsub prints its errors to stdout.
  public static func decide(exitStatus: Int32, stdout: String, stderr: String) -> QsubAnswer {
    guard exitStatus == 0 else {
      return .failed(QsubFailure(exitStatus: exitStatus, text: stderr + "\n" + stdout).report)
    }
    let lines = stdout.split(whereSeparator: \.isNewline).map(\.trimmed)
    let last = String(lines.last { !$0.isEmpty } ?? "")
    guard let id = try? JobID(last) else {
      let said = last.isEmpty ? "nothing" : last.printable(limit: 200)
      return unavailable(
        "qsub gave no job id: see by qstat whether the job is there [qsub: \(said)]")
    }
    guard !id.isArrayParent, id.index == nil else {
      let remedy = "type qdel \(ShellWord.quoted(id.key)), and leave out the -o that asks for it"
      return unavailable("this is an array of jobs, not one: \(remedy) [qsub: \(id)]")
    }
    return .submitted(id)
  }

  private static func unavailable(_ line: String) -> QsubAnswer {
    .failed(AttachReport(ExitStatus.unavailable, line))
  }
}
