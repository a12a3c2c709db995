/// What `qstat -f ID` prints about one job, taken apart.
///
/// The text is not to be trusted. No system quotes what users wrote, so a newline in a value makes
/// a line that looks like an attribute:
///
/// - `Variable_List` and `Submit_arguments` (Torque: `submit_args`) hold whatever the environment
///   and the command line of qsub held. They come after all that decides, and what decides may be
///   missing (`exec_host` before the job runs): nothing is believed from the first of them on. The
///   exceptions are what the servers print behind them for people's eyes, `comment` and
///   `estimated.start_time`, and what tells one run of the job from the next.
/// - Paths, accounts and mail addresses come earlier, but behind `Job_Owner` and `job_state`: what
///   they forge is in the forger's own job. Slurm prints the job's name, which may hold anything,
///   before all others, and has no `Variable_List`. So an answer that gives the owner, the state or
///   the host twice is refused as a whole, and so is one with a second job.
///
/// Of other attributes the first value counts.
public struct QstatReport: Equatable, Sendable {
  /// What follows `Job Id:`, not yet checked.
  public let id: String
  /// Whether the layout is that of Slurm's PBS commands.
  public let isSlurmLayout: Bool
  /// The first `comment`, wherever it comes: nothing may be decided by it.
  public let comment: String?
  /// The first `estimated.start_time`, which OpenPBS has of a job that waits
  /// (pbs_job_attributes(7B)): nothing may be decided by it either.
  public let estimatedStart: String?
  /// The first of each attribute of `behindUsersText`, wherever it comes.
  let remarks: [String: String]
  private let attributes: [String: String]

  /// Time and memory grow with the length of the text.
  ///
  /// - Returns: nil where no job is in the text, or where the text contradicts itself.
  public init?(_ text: String) {
    var lines = Lines(text)
    guard let header = lines.nextJob() else { return nil }
    isSlurmLayout = header.first == tab
    id = String(Substring(header.drop { $0 == tab || $0 == UInt8(ascii: " ") }))
    var parser = QstatParser(isSlurmLayout: isSlurmLayout)
    guard parser.take(lines) else { return nil }
    attributes = parser.attributes
    remarks = parser.remarks
    comment = parser.remarks["comment"]
    estimatedStart = parser.remarks["estimated.start_time"]
  }

  /// The value of an attribute that can be believed, unfolded, otherwise as it was printed.
  public subscript(name: String) -> String? { attributes[name] }
}

private let jobLine = "Job Id:"
private let tab = UInt8(ascii: "\t")
private let usersOwnText: Set = ["Variable_List", "Submit_arguments", "submit_args"]
private let behindUsersText: Set = [
  "comment", "estimated.start_time", "run_count", "start_count", "start_time",
]
private let decisive: Set = ["Job_Owner", "job_state", "exec_host", "exec_host2"]

/// One job's lines, from the second on.
private struct QstatParser {
  let isSlurmLayout: Bool
  var attributes: [String: String] = [:]
  var remarks: [String: String] = [:]
  private var isBelieved = true
  private var open: (name: String, value: String)?

  init(isSlurmLayout: Bool) {
    self.isSlurmLayout = isSlurmLayout
  }

  /// - Returns: false for an answer that was tampered with.
  mutating func take(_ rest: Lines) -> Bool {
    for line in rest {
      if !isSlurmLayout && line.first == tab {
        open?.value += Substring(line.dropFirst())
        continue
      }
      guard close() else { return false }
      if line.starts(with: jobLine.utf8) { return !isBelieved }
      begin(line)
    }
    return close()
  }

  private mutating func begin(_ line: Substring.UTF8View) {
    guard let (name, value) = attribute(line) else { return }
    if !isSlurmLayout && usersOwnText.contains(name) { isBelieved = false }
    if isBelieved || behindUsersText.contains(name) { open = (name, value) }
  }

  private mutating func close() -> Bool {
    guard let (name, value) = open else { return true }
    open = nil
    if behindUsersText.contains(name), remarks[name] == nil { remarks[name] = value }
    guard isBelieved else { return true }
    guard let first = attributes[name] else {
      attributes[name] = value
      return true
    }
    attributes[name] = request(name, first, value)
    return !decisive.contains(name)
  }

  /// Of a request that is there twice, one of which may be its owner's own text, no more counts than
  /// the smaller; of other attributes the first.
  private func request(_ name: String, _ first: String, _ second: String) -> String {
    if name == "exec_vnode" { return "" }
    guard name.hasPrefix("Resource_List."), let size = MemorySize(reported: Substring(second)),
      MemorySize(reported: Substring(first)).map({ size < $0 }) ?? true
    else { return first }
    return second
  }

  private func attribute(_ line: Substring.UTF8View) -> (name: String, value: String)? {
    let indent = isSlurmLayout ? "\t" : "    "
    guard line.starts(with: indent.utf8) else { return nil }
    let text = line.dropFirst(indent.utf8.count)
    let name = text.prefix { $0.isPartOfName }
    let rest = text[name.endIndex...]
    guard !name.isEmpty, rest.starts(with: " = ".utf8) else { return nil }
    return (String(Substring(name)), String(Substring(rest.dropFirst(3))))
  }
}

extension UInt8 {
  /// As in `Resource_List.mem` and `Walltime.Remaining`.
  fileprivate var isPartOfName: Bool {
    isASCIILetter || isASCIIDigit || self == UInt8(ascii: "_") || self == UInt8(ascii: ".")
      || self == UInt8(ascii: "-")
  }
}

/// The lines of a text one after the other, as an array of millions of them would be larger than
/// the text.
private struct Lines: Sequence, IteratorProtocol {
  private var rest: Substring.UTF8View

  init(_ text: String) {
    rest = text[...].utf8
  }

  mutating func next() -> Substring.UTF8View? {
    guard !rest.isEmpty else { return nil }
    let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
    defer { rest = rest[end...].dropFirst() }
    return rest[..<end]
  }

  /// What follows the next `Job Id:`; the lines after it remain.
  mutating func nextJob() -> Substring.UTF8View? {
    while let line = next() {
      if line.starts(with: jobLine.utf8) { return line.dropFirst(jobLine.utf8.count) }
    }
    return nil
  }
}
