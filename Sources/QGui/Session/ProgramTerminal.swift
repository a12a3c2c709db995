/// The terminal that PROGRAM gets of qgui-run where its job has none: pty(7).
public struct ProgramTerminal: Equatable, Sendable {
  /// The size in characters that programs take for granted.
  public static let rows: UInt16 = 24
  public static let columns: UInt16 = 80

  /// TERM: what the terminal understands, as terminfo(5) names it.
  public let name: String

  /// Nil where PROGRAM keeps what it has: a terminal for input and output both, as in `qsub -I`.
  ///
  /// - Parameter callerName: the caller's TERM. Batch jobs may have it from the terminal in which
  ///   they were submitted; a file understands none of its codes.
  public init?(inputIsTerminal: Bool, outputIsTerminal: Bool, callerName: String?) {
    guard !inputIsTerminal || !outputIsTerminal else { return nil }
    let usable = callerName.flatMap { $0.isEmpty || !outputIsTerminal ? nil : $0 }
    name = usable ?? "dumb"
  }
}
