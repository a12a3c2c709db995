/// Whether the batch system answers on this node: OpenPBS tells only so how much memory a job asked
/// for, and the sweep whether a job still runs.
public struct QstatCheck: Sendable {
  public enum Found: Equatable, Sendable {
    case missing
    /// Not within the bound.
    case silent(path: String)
    case said(path: String, status: Int32, error: String)
  }

  public var found: Found

  public init(_ found: Found) { self.found = found }

  /// About one job, as everything in qgui asks: a list of all would cost the server more.
  public static let arguments = ["-f", "1"]

  /// The job, one that has ended, no such job, somebody else's: on OpenPBS, Torque and Slurm.
  private static let answers: Set<Int32> = [0, 35, 153, 159]

  public var result: CheckResult {
    let name = "qstat"
    switch found {
    case .missing:
      return CheckResult(
        name, .warning,
        "there is no qstat of root's: the sweep cannot ask whether a job still runs, nor OpenPBS's"
          + " prologue how much memory it asked for",
        remedy: "install the batch system's client commands on this node")
    case .silent(let path):
      return CheckResult(
        name, .warning, "\(path) does not answer within 3 s", remedy: "see that the server runs")
    case .said(let path, let status, let error):
      if Self.answers.contains(status) { return CheckResult(name, .ok, "\(path) answers") }
      let line = error.split(whereSeparator: \.isNewline).last.map { ": \($0.prefix(120))" } ?? ""
      return CheckResult(
        name, .warning, "\(path) exits with \(status)\(line)",
        remedy: "see that the server runs, and that this node knows it")
    }
  }
}
