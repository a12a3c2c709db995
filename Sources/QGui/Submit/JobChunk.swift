/// What a job's script says of cores, memory and walltime, so that it goes with the lines that a user or
/// the site adds: qsub refuses `nodes=` beside `select=` or `place=`, and of a resource that is there
/// twice it takes the first.
extension JobRequest {
  /// What follows `-l` in each line.
  ///
  /// - Throws: about added lines that do not go together, whatever is beside them.
  func resourceLines() throws(JobRequestError) -> [String] {
    let added = RequestedResources(directives)
    try check(added)
    var lines: [String] = []
    if usesSelect(added), !added.hasNodes {
      lines.append("select=1:ncpus=\(cores)" + (memory.map { ":mem=\($0.inKilobytes)" } ?? ""))
    } else if !added.names.contains("select") {
      let mem = added.names.contains("mem") ? nil : memory.map { "mem=\($0.inKilobytes)" }
      let nodes = added.hasNodes ? nil : "nodes=1:ppn=\(cores)"
      let both = [nodes, mem].compactMap { $0 }
      if !both.isEmpty { lines.append(both.joined(separator: ",")) }
    }
    if let walltime, !added.names.contains("walltime") { lines.append("walltime=\(walltime)") }
    return lines
  }

  /// The added lines. A chunk that asks for no memory gets that of `-m` or `job-memory`.
  func addedLines() throws(JobRequestError) -> [JobDirective] {
    var lines = directives
    if let memory, let select, select.statement.takesMemory {
      let text = select.statement.line(adding: "mem=\(memory.inKilobytes)")
      lines[select.index] = try JobDirective(option: text)
    }
    return lines
  }

  /// What a user reads whose job asks for less memory than the settings say; nil for other jobs. One
  /// line, without the program's name.
  public var memoryNotice: String? {
    guard let memory, let select = select?.statement, !select.takesMemory, !select.names(["mem"])
    else { return nil }
    return "job-memory (\(memory)) does not count beside \(Self.severalChunks)"
  }

  private static let severalChunks =
    "select= of several chunks in -o or job-option: add :mem= to each chunk"

  /// The first `select=`, which is the one that qsub takes.
  var select: (index: Int, statement: SelectStatement)? {
    directives.enumerated().lazy
      .compactMap { index, line in SelectStatement(line).map { (index, $0) } }.first
  }

  private func usesSelect(_ added: RequestedResources) -> Bool {
    syntax == .select || added.names.contains("place")
  }

  private func check(_ added: RequestedResources) throws(JobRequestError) {
    let isSelect = added.names.contains("select") || added.names.contains("place")
    if isSelect, added.names.contains("nodes") {
      throw JobRequestError(
        "-o and job-option ask for nodes= and for select= or place=, which do not go together: use one"
          + " of the two")
    }
    if isSelect || syntax == .select && !added.names.contains("nodes"),
      let resource = added.ofHosts.first
    {
      throw JobRequestError(
        "-o or job-option asks for \(resource)=, which does not go beside select= and place=: use -t, -m"
          + " or '-l select=1:ncpus=1:\(resource)=...'")
    }
  }

  /// Refuses an option that would not count beside a line that is added.
  ///
  /// - Parameter options: as they were typed.
  public func check(_ options: JobOptions) throws(JobRequestError) {
    let names = RequestedResources(directives).names
    let pairs: [(String, String?, [String])] = [
      ("-t", options.cores, ["select", "nodes"]), ("-m", options.memory, ["mem"]),
      ("-w", options.walltime, ["walltime"]),
    ]
    for (option, value, others) in pairs where value != nil {
      guard let other = others.first(where: names.contains) else { continue }
      throw JobRequestError(
        "\(option) does not count beside \(other)= in -o or job-option: use one of the two")
    }
    if options.memory != nil, let select = select?.statement, !select.takesMemory {
      let other =
        select.names(["mem"])
        ? "select= with mem= in -o or job-option: use one of the two" : Self.severalChunks
      throw JobRequestError("-m does not count beside \(other)")
    }
  }
}

extension MemorySize {
  /// Rounded up, as Slurm takes a number of bytes for megabytes.
  fileprivate var inKilobytes: String {
    bytes % 1024 == 0 ? "\(self)" : "\(bytes / 1024 + 1)kb"
  }
}
