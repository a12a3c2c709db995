/// What a user wants to see: a job's session, or the session of a display of this very machine.
public enum AttachTarget: Equatable, Sendable {
  case job(JobID)
  case display(DisplayNumber)

  /// Reads what a user types: a job id as qsub printed it, or `:N`.
  ///
  /// - Throws: `AttachTargetError` for anything else, the empty text among it.
  public init(operand: String) throws(AttachTargetError) {
    guard !operand.isEmpty else { throw AttachTargetError.missing }
    guard operand.hasPrefix(":") else {
      do { self = .job(try JobID(operand)) } catch { throw AttachTargetError("\(error)") }
      return
    }
    guard let display = DisplayNumber(text: operand) else {
      let shown = operand.printable(limit: 40)
      throw AttachTargetError(
        "'\(shown)' is no display: type :N, with N from 0 to \(DisplayNumber.largest)")
    }
    self = .display(display)
  }

  /// Reads what `key` gives: no server's name, and no array.
  public init?(key: String) {
    guard let target = try? AttachTarget(operand: key), target.key == key else { return nil }
    if case .job(let job) = target, job.isArrayParent { return nil }
    self = target
  }

  /// What names it on its node.
  public var key: String {
    switch self {
    case .job(let job): job.key
    case .display(let display): "\(display)"
    }
  }

  /// What names it in a sentence.
  public var title: String {
    switch self {
    case .job(let job): "job \(job.key)"
    case .display(let display): "display \(display)"
    }
  }

  /// What a user reads when the session stops under the windows, or runs on.
  public func line(isStopped: Bool) -> String {
    isStopped
      ? "\(title) is stopped, as while it is suspended: its windows do not react until it runs on"
      : "\(title) runs on"
  }

  /// What a user types to attach again; a subjob's brackets are a pattern to a shell.
  public var command: String { "qconnect \(ShellWord.quoted(key))" }

  /// Where somebody who types `xpra start :N` by hand puts the display.
  public var commonDisplay: DisplayNumber? {
    switch self {
    case .job(let job): job.index == nil ? DisplayNumber(job.number) : nil
    case .display(let display): display
    }
  }
}

/// Why a text is no target: one line, safe to print, what is wrong and what to do.
public struct AttachTargetError: Error, Equatable, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }

  public static let missing = AttachTargetError(
    "which job? type the number that qsub printed; qstat lists your jobs")
}
