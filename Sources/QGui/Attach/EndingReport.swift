extension AttachEnd {
  /// How `qconnect --end` ends.
  ///
  /// - Parameter place: as in `report`.
  public func reportOfEnding(_ job: JobID, place: String) -> AttachReport {
    let target = AttachTarget.job(job)
    let key = ShellWord.quoted(job.key)
    let report = report(target: target, program: "", place: place, clientLog: nil)
    return switch self {
    case .ended: AttachReport(ExitStatus.success, report.line)
    case .absent(last: nil):
      AttachReport(
        ExitStatus.unavailable,
        "\(target.title) has no session of qgui-run on \(place): qdel \(key) ends the job")
    case .connectionLost:
      AttachReport(
        ExitStatus.ssh,
        "the connection to \(place) was lost; the session may be ending: qconnect --end \(key) asks"
          + " again")
    default: report
    }
  }
}
