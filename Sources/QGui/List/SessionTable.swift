/// A user's sessions as plain text: a line with the headings, and one for each.
public enum SessionTable {
  /// - Parameter width: in columns, which no line exceeds; nil for a pipe, where nothing is cut.
  /// - Returns: lines without blanks at their ends, and without a line break after the last.
  public static func text(_ rows: [SessionRow], width: Int?) -> String {
    text(rows, width: width, columns: SessionColumn.all)
  }

  static func text(_ rows: [SessionRow], width: Int?, columns: [SessionColumn]) -> String {
    let lines =
      [SessionLine(headings: columns)]
      + rows.enumerated().map { SessionLine($1, number: $0 + 1, columns: columns) }
    let layout = SessionLayout(lines, columns: columns, width: width)
    return lines.map { layout.text($0) }.joined(separator: "\n")
  }
}

/// What stands in the columns of one line.
struct SessionLine {
  private let cells: [SessionColumn: String]
  /// Instead of all that only the node knows.
  private let isSilent: Bool

  init(headings columns: [SessionColumn]) {
    cells = .init(uniqueKeysWithValues: columns.map { ($0, $0.heading) })
    isSilent = false
  }

  init(_ row: SessionRow, number: Int, columns: [SessionColumn]) {
    cells = .init(uniqueKeysWithValues: columns.map { ($0, $0.text(row, number: number)) })
    isSilent = row.isSilent
  }

  /// One field for each of the columns. Nil is what the field before it takes up too, where that is
  /// its neighbour.
  func fields(_ columns: [SessionColumn]) -> [String?] {
    var isSaid = false
    return columns.map { column in
      guard isSilent, SessionColumn.ofNode.contains(column) else { return cells[column] ?? "" }
      defer { isSaid = true }
      return isSaid ? nil : "no answer"
    }
  }
}

/// Which columns are shown, and how wide they are.
struct SessionLayout {
  private let columns: [SessionColumn]
  private let widths: [Int]
  private let gap: Int
  private let limit: Int?

  /// Names are cut down to this before a column is left out.
  private static let leastName = 6

  init(_ lines: [SessionLine], columns: [SessionColumn], width: Int?) {
    var columns = columns
    var widths = Self.widths(lines, columns)
    limit = width
    guard let width else {
      (self.columns, self.widths, gap) = (columns, widths, 2)
      return
    }
    for column in SessionColumn.dispensable where Self.least(widths, columns) > width {
      columns.removeAll { $0 == column }
      widths = Self.widths(lines, columns)
    }
    gap = Self.total(widths, gap: 2) <= width ? 2 : 1
    for column in [SessionColumn.name, .node] {
      guard let place = columns.firstIndex(of: column) else { continue }
      let excess = max(0, Self.total(widths, gap: gap) - width)
      widths[place] = max(min(widths[place], Self.leastName), widths[place] - excess)
    }
    (self.columns, self.widths) = (columns, widths)
  }

  func text(_ line: SessionLine) -> String {
    let fields = line.fields(columns)
    var text = ""
    var start = 0
    for (place, field) in fields.enumerated() {
      if let field {
        text = text.padded(columns: start) + field.cut(columns: room(place, fields))
      }
      start += widths[place] + gap
    }
    return String(text.trimmedEnd.cut(columns: limit ?? .max))
  }

  /// The width of a field, with those that it takes up too.
  private func room(_ place: Int, _ fields: [String?]) -> Int {
    var room = widths[place]
    for next in widths.indices.dropFirst(place + 1) {
      guard fields[next] == nil else { break }
      room += gap + widths[next]
    }
    return room
  }

  private static func widths(_ lines: [SessionLine], _ columns: [SessionColumn]) -> [Int] {
    let table = lines.map { $0.fields(columns) }
    return columns.indices.map { place in
      let isLast = place == columns.count - 1
      return table.map { fields in
        let spreads = !isLast && fields[place + 1] == nil
        return spreads ? 0 : fields[place]?.columns ?? 0
      }.max() ?? 0
    }
  }

  private static func total(_ widths: [Int], gap: Int) -> Int {
    widths.reduce(0, +) + gap * max(0, widths.count - 1)
  }

  private static func least(_ widths: [Int], _ columns: [SessionColumn]) -> Int {
    let cut = zip(widths, columns).map { width, column in
      column == .name || column == .node ? min(width, leastName) : width
    }
    return total(cut, gap: 1)
  }
}

extension String {
  /// Without the blanks at its end.
  fileprivate var trimmedEnd: String {
    var text = self
    while text.unicodeScalars.last == " " { text.unicodeScalars.removeLast() }
    return text
  }
}
