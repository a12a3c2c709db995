/// Several sessions, of which a user at a terminal chooses one.
public struct SessionChoice: Equatable, Sendable {
  public enum Answer: Equatable, Sendable {
    case chosen(SessionRow)
    case nothing
    /// One line, safe to print: what to type instead.
    case unclear(String)
  }

  public let rows: [SessionRow]

  public init(_ rows: [SessionRow]) { self.rows = rows }

  /// The table with a number before each row.
  public func text(width: Int?) -> String {
    SessionTable.text(rows, width: width, columns: [.number] + SessionColumn.all)
  }

  /// What the user is asked.
  public var question: String { "which one? 1 to \(rows.count), or Enter for none: " }

  /// Reads what was typed: the number of a row, which comes first, a job as qsub printed it, or
  /// nothing.
  public func answer(_ typed: String) -> Answer {
    let word = String(typed.trimmed)
    if word.isEmpty || word == "q" || word == "Q" { return .nothing }
    if let number = strictDecimal(word.utf8, upTo: 1_000_000), number > 0, number <= rows.count {
      return .chosen(rows[Int(number) - 1])
    }
    if let target = try? AttachTarget(operand: word),
      let row = rows.first(where: { $0.job == target.key })
    {
      return .chosen(row)
    }
    let shown = word.printable(limit: 40)
    return .unclear(
      "'\(shown)' is none of them: type a number from 1 to \(rows.count), or Enter for none")
  }
}
