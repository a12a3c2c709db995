/// The hosts of a running job: the `exec_host` of `qstat -f`.
///
/// | system | text | the number |
/// |---|---|---|
/// | OpenPBS | `node01/0*2+node02/0` | a slot, and how many CPUs it has if not 1 |
/// | Torque | `node01/0-3+node02/4,6`, older `node01/3+node01/2` | the slots, by number |
/// | Slurm's PBS commands | `node01/2+node02/2` | how many CPUs |
public struct ExecHost: Equatable, Sendable {
  /// Every host once, in order; never empty. The first runs the job's script.
  public let hosts: [HostName]
  /// The host of every term of the text, which on OpenPBS is one for each chunk.
  let chunkHosts: [HostName]
  private let slotsOfHost: [HostName: UInt64]

  /// - Parameter isSlurm: whether a number is a count, which the text alone does not show.
  /// - Returns: nil unless the whole text has the form.
  public init?(_ text: String, isSlurm: Bool = false) {
    var chunkHosts: [HostName] = []
    var hosts: [HostName] = []
    var slotsOfHost: [HostName: UInt64] = [:]
    for term in text.utf8.split(separator: UInt8(ascii: "+"), omittingEmptySubsequences: false) {
      let host = term.prefix { $0 != UInt8(ascii: "/") }
      guard let name = HostName(Substring(host)),
        let slots = slotCount(term[host.endIndex...].dropFirst(), isSlurm: isSlurm)
      else { return nil }
      chunkHosts.append(name)
      if slotsOfHost[name] == nil { hosts.append(name) }
      slotsOfHost[name, default: 0] += slots
    }
    self.hosts = hosts
    self.chunkHosts = chunkHosts
    self.slotsOfHost = slotsOfHost
  }

  /// The host that runs the job's script, and the program with its display.
  public var first: HostName { hosts[0] }

  /// How many CPUs the job has on a host; nil for a host that is not the job's.
  public func slots(on host: HostName) -> Int? { slotsOfHost[host].map { Int($0) } }
}

/// Six digits for a slot leave room to add up as many terms as fit in memory.
private let largestSlot: UInt64 = 999_999

private func slotCount(_ text: Substring.UTF8View, isSlurm: Bool) -> UInt64? {
  let parts = text.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
  guard parts.count == 1 else {
    guard parts.count == 2, strictDecimal(parts[0], upTo: largestSlot) != nil else { return nil }
    return strictDecimal(parts[1], upTo: largestSlot)
  }
  return isSlurm ? strictDecimal(text, upTo: largestSlot) : countOfList(text)
}

/// `4,6` is two slots, `0-3` is four.
private func countOfList(_ text: Substring.UTF8View) -> UInt64? {
  var count: UInt64 = 0
  for range in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
    let ends = range.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard ends.count <= 2, let low = strictDecimal(ends[0], upTo: largestSlot),
      let high = strictDecimal(ends[ends.count - 1], upTo: largestSlot), low <= high
    else { return nil }
    count += high - low + 1
  }
  return count
}
