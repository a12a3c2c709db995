/// A resource limit of the job's that the batch system enforced by ending the job.
public struct ExceededLimit: Equatable, Sendable {
  public enum Resource: String, CaseIterable, Sendable {
    case walltime, cput, pcput, mem, pmem, vmem, pvmem, ncpus
  }

  /// Seconds, bytes or cores; nil where the batch system does not say it.
  public let used: UInt64?
  public let limit: UInt64?
  public let resource: Resource

  public init(_ resource: Resource, used: UInt64?, limit: UInt64?) {
    self.resource = resource
    self.used = used
    self.limit = limit
  }
}

extension ExceededLimit {
  /// How a record has it: the resource, the use and the limit, `-` for what is not known.
  public var text: String {
    "\(resource.rawValue) \(used.map(String.init) ?? "-") \(limit.map(String.init) ?? "-")"
  }

  public init?(text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, let resource = Resource(rawValue: String(words[0])) else { return nil }
    let numbers = words.dropFirst().map { strictDecimal($0.utf8, upTo: largest) }
    guard zip(words.dropFirst(), numbers).allSatisfy({ $0 == "-" || $1 != nil }) else { return nil }
    self.init(resource, used: numbers[0], limit: numbers[1])
  }

  /// What happened, and what to ask for: one line without a full stop.
  public var sentence: String {
    switch resource {
    case .walltime: "the job reached its walltime" + inTime
    case .cput: "the job used more CPU time than its cput" + inTime
    case .pcput: "a process of the job used more CPU time than its pcput" + inTime
    case .mem: "the job used \(amount("memory")) than its mem" + inBytes
    case .pmem: "a process of the job used \(amount("memory")) than its pmem" + inBytes
    case .vmem:
      "the job and its display used \(amount("address space")) than its vmem" + inAddresses
    case .pvmem: "a process of the job used \(amount("address space")) than its pvmem" + inAddresses
    case .ncpus: "the job used more cores than its ncpus" + inCores
    }
  }

  private var inTime: String {
    guard let limit = limit.flatMap(WallTime.init(seconds:)) else {
      return ": ask for more \(resource.rawValue)"
    }
    return " of \(limit): ask for more, such as \(resource.rawValue)=\(limit.doubled)"
  }

  private func amount(_ what: String) -> String {
    used.map { "\(MemorySize(bytes: $0).approximate) of \(what), more" } ?? "more \(what)"
  }

  private var inBytes: String {
    guard let limit else { return ": ask for more \(resource.rawValue)" }
    return " of \(MemorySize(bytes: limit).approximate): ask for \(resource.rawValue)=\(request)"
  }

  /// Address space says little about memory, and programs with windows reserve much of it.
  private var inAddresses: String {
    guard let limit else { return ": ask for mem= in place of \(resource.rawValue)=" }
    return " of \(MemorySize(bytes: limit).approximate):"
      + " ask for mem= in place of \(resource.rawValue)=, or for \(resource.rawValue)=\(request)"
  }

  private var request: MemorySize { MemorySize(bytes: max(used ?? 0, limit ?? 0)).nextRequest }

  private var inCores: String {
    guard let limit else { return ": ask for more, or start fewer threads" }
    return " of \(limit): ask for more, such as ncpus=\(limit * 2), or start fewer threads"
  }
}

extension ExceededLimit {
  /// The limit of CPU time that the kernel enforces for each process, by SIGKILL or before by SIGXCPU
  /// (setrlimit(2)).
  ///
  /// - Parameters:
  ///   - signal: which ended a process.
  ///   - seconds: of CPU time that it used.
  ///   - limit: in seconds, where there is one.
  public init?(signal: Int32, seconds: UInt64, of limit: UInt64?) {
    // What is counted at the end may be less by a tick than what the kernel saw.
    guard let limit, [9, 24].contains(signal), seconds + 1 >= limit else { return nil }
    self.init(.cput, used: max(seconds, limit), limit: limit)
  }
}

/// No use and no limit is larger.
private let largest: UInt64 = 1 << 59
