/// What Slurm says of a job on this node.
public enum SlurmAllocation {
  /// The memory of the job on one node, from `scontrol --oneliner show job N` (scontrol(1)):
  /// `MinMemoryNode=4G`, or `MinMemoryCPU=500M` times the CPUs.
  ///
  /// A job's name and comment stand in the same line as their user wrote them: of several values the
  /// smallest counts, so that nobody gives themselves more.
  ///
  /// - Parameter cpus: `SLURM_JOB_CPUS_PER_NODE`, such as `4`, `2(x3)` or `4,2`; where nodes have
  ///   different numbers, the largest.
  /// - Returns: nil where neither is there, and for 0, which is all that the node has.
  public static func memory(ofJob text: String, cpus: String?) -> MemorySize? {
    let processors = largest(cpus ?? "1")
    // Bytes, as a word may begin with a mark that makes one character with the blank before it.
    let words = text.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
    let sizes = words.map { Substring($0) }.compactMap { word in
      size("MinMemoryNode=", word, times: 1) ?? size("MinMemoryCPU=", word, times: processors)
    }
    return sizes.filter { $0.bytes > 0 }.min()
  }

  private static func size(_ key: String, _ word: Substring, times count: UInt64) -> MemorySize? {
    guard word.hasPrefix(key), let size = MemorySize(slurm: word.dropFirst(key.count)) else {
      return nil
    }
    return MemorySize(size.bytes, times: count)
  }

  private static func largest(_ cpus: String) -> UInt64 {
    let counts = cpus.split(separator: ",").map { $0.prefix { $0 != "(" } }
    return counts.compactMap { strictDecimal($0.utf8, upTo: 999_999) }.max() ?? 1
  }

  /// Whether Slurm limits the memory of jobs by cgroup, from the texts of slurm.conf(5) and
  /// cgroup.conf(5). Their keys and values are the same in either case.
  public static func limitsMemory(slurmConf: String, cgroupConf: String) -> Bool {
    let plugins = value("taskplugin", slurmConf)?.split(separator: ",") ?? []
    return plugins.contains("task/cgroup") && value("constrainramspace", cgroupConf) == "yes"
  }

  /// In lower case, of the last line that sets it.
  private static func value(_ key: String, _ text: String) -> String? {
    var result: String?
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.prefix { $0 != "#" }.lowercasedASCII.split(whereSeparator: \.isWhitespace)
      let setting = words.joined().split(separator: "=", maxSplits: 1)
      if setting.count == 2, setting[0] == key { result = String(setting[1]) }
    }
    return result
  }
}

extension MemorySize {
  /// `300M`, `4G`, `4.50G`, or megabytes without a unit.
  fileprivate init?(slurm text: Substring) {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let units: [Substring: MemoryUnit] = ["": .mb, "K": .kb, "M": .mb, "G": .gb, "T": .tb]
    guard let unit = units[text[number.endIndex...]] else { return nil }
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = strictDecimal(parts[0].utf8, upTo: 999_999_999)
    else { return nil }
    let decimals = parts.count == 2 ? parts[1].prefix(2) : ""
    let hundredths = decimals.count == 2 ? UInt64(decimals) ?? 0 : (UInt64(decimals) ?? 0) * 10
    guard let size = MemorySize(whole, times: unit.bytes) else { return nil }
    self.init(bytes: size.bytes + unit.bytes / 100 * hundredths)
  }
}
