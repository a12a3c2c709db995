/// Why qstat got no answer at all, whatever it was asked.
enum ServerFailure {
  /// - Parameter exitStatus: of qstat, not 0.
  /// - Returns: nil where the batch server did answer, or nobody knows.
  static func report(exitStatus: Int32, stderr: String) -> AttachReport? {
    switch exitStatus {
    case 33: noDaemon
    case 8, 111, 162, 255: isAway
    default: stderr.contains("cannot connect to server") ? isAway : nil
    }
  }

  private static let laterOrTell = "try again later, or tell its administrator"
  private static let noDaemon = AttachReport(
    ExitStatus.tryAgain, "trqauthd of Torque does not run on this host: \(laterOrTell)")
  private static let isAway = AttachReport(
    ExitStatus.tryAgain, "the batch server does not answer: \(laterOrTell)")
}
