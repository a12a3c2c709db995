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
    if usesSelect(added), !added.hasPlace {
      lines.append("select=1:ncpus=\(cores)" + (memory.map { ":mem=\($0.inKilobytes)" } ?? ""))
    } else if !added.names.contains("select") {
      let mem = added.names.contains("mem") ? nil : memory.map { "mem=\($0.inKilobytes)" }
      let nodes = added.hasPlace ? nil : "nodes=1:ppn=\(cores)"
      let both = [nodes, mem].compactMap { $0 }
      if !both.isEmpty { lines.append(both.joined(separator: ",")) }
    }
    if let walltime, !added.names.contains("walltime") { lines.append("walltime=\(walltime)") }
    return lines
  }

  private func usesSelect(_ added: RequestedResources) -> Bool {
    syntax == .select || added.names.contains("place")
  }

  private func check(_ added: RequestedResources) throws(JobRequestError) {
    let isSelect = added.names.contains("select") || added.names.contains("place")
    if isSelect, added.names.contains("nodes") {
      throw JobRequestError(
        "-o and job-option ask for nodes= and for select= or place=, which do not go together: say one"
          + " of the two")
    }
    if isSelect || syntax == .select && !added.names.contains("nodes"),
      let resource = added.ofHosts.first
    {
      throw JobRequestError(
        "-o asks for \(resource)=, which does not go beside select= and place=: say -t, -m or"
          + " -o '-l select=1:ncpus=1:\(resource)=...'")
    }
  }

  /// Refuses an option that would not count beside a line that is added.
  ///
  /// - Parameter options: as they were typed.
  public func check(_ options: JobOptions) throws(JobRequestError) {
    let names = RequestedResources(directives).names
    let pairs: [(String, String?, [String])] = [
      ("-t", options.cores, ["select", "nodes"]), ("-m", options.memory, ["select", "mem"]),
      ("-w", options.walltime, ["walltime"]),
    ]
    for (option, value, others) in pairs where value != nil {
      guard let other = others.first(where: names.contains) else { continue }
      throw JobRequestError(
        "\(option) does not count beside \(other)= in -o or job-option: say one of the two")
    }
  }
}

extension MemorySize {
  /// Rounded up, as Slurm takes a number of bytes for megabytes.
  fileprivate var inKilobytes: String {
    bytes % 1024 == 0 ? "\(self)" : "\(bytes / 1024 + 1)kb"
  }
}
