/// What one line of `#PBS` says after `-l select=` (pbs_resources(7B)).
struct SelectStatement {
  private let line: String
  /// The names of the resources of each chunk, in lower case.
  private let chunks: [Set<String>]
  private let isSingle: Bool
  /// Where the first chunk's resources begin in the line, behind its count if there is one.
  private let start: String.Index
  private let hasCount: Bool

  /// Nil for a line without it.
  init?(_ directive: JobDirective) {
    let line = directive.description
    let value = resources(line).first { $0.name == "select" }?.value ?? []
    guard let first = value.first else { return nil }
    self.line = line
    let texts = value.text(of: line).split(separator: "+", omittingEmptySubsequences: false)
    chunks = texts.map { chunk in
      Set(chunk.split(separator: ":").map { String($0.prefix { $0 != "=" }).lowercasedASCII })
    }
    let count = value.prefix { line[$0].isASCII && line[$0].isNumber }
    isSingle = chunks.count == 1 && (count.isEmpty || Int(count.text(of: line)) == 1)
    start = count.last.map(line.index(after:)) ?? first
    hasCount = !count.isEmpty
  }

  /// Whether a chunk says how much memory it has, by one of these resources.
  func names(_ resources: Set<String>) -> Bool {
    chunks.contains { !$0.isDisjoint(with: resources) }
  }

  /// Whether a job's memory can be asked for in it: of several chunks each has its own.
  var takesMemory: Bool { isSingle && !names(["mem"]) }

  /// The line with one more resource in its only chunk.
  func line(adding resource: String) -> String {
    let text = hasCount ? ":\(resource)" : "\(resource):"
    return line[..<start] + text + line[start...]
  }
}
