extension QstatReport {
  /// The memory that the job asked for on its first host, from the attribute that says it best:
  ///
  /// 1. `exec_vnode` of OpenPBS, which gives it for each host;
  /// 2. `Resource_List.mem`, the total over the hosts (pbs_resources(7B));
  /// 3. `Resource_List.pmem` for each slot;
  /// 4. `Resource_List.vmem` and `pvmem` in the same way, where only address space was asked for.
  ///
  /// - Returns: nil where none of them is there, or where it comes to less than a byte.
  public func memoryPerHost(on hosts: ExecHost) -> MemorySize? {
    let size =
      memoryOfVnodes(on: hosts) ?? share("mem", of: hosts) ?? slots("pmem", of: hosts)
      ?? share("vmem", of: hosts) ?? slots("pvmem", of: hosts)
    return size.flatMap { $0.bytes > 0 ? $0 : nil }
  }

  private func share(_ resource: String, of hosts: ExecHost) -> MemorySize? {
    requested(resource).map { MemorySize(bytes: $0.bytes / UInt64(hosts.hosts.count)) }
  }

  private func slots(_ resource: String, of hosts: ExecHost) -> MemorySize? {
    guard let slots = hosts.slots(on: hosts.first), let size = requested(resource) else {
      return nil
    }
    return MemorySize(size.bytes, times: UInt64(slots))
  }

  private func requested(_ resource: String) -> MemorySize? {
    self["Resource_List.\(resource)"].flatMap { MemorySize(reported: $0) }
  }

  /// The n-th chunk in parentheses is on the n-th host of `exec_host`, and may take from several
  /// vnodes of it: `(node01[0]:ncpus=1:mem=1gb+node01[1]:ncpus=1:mem=1gb)+(node02:ncpus=1)`. A
  /// vnode's name need not be its host's, so only the position tells the host.
  private func memoryOfVnodes(on hosts: ExecHost) -> MemorySize? {
    guard let text = self["exec_vnode"], let chunks = vnodeChunks(text),
      chunks.count == hosts.chunkHosts.count
    else { return nil }
    let own = zip(chunks, hosts.chunkHosts).filter { $0.1 == hosts.first }.flatMap { $0.0 }
    let sizes = own.compactMap { memory(ofVnode: $0) }
    return sizes.isEmpty ? nil : sum(sizes)
  }
}

/// The vnodes of every chunk; nil where the parentheses do not match.
private func vnodeChunks(_ text: String) -> [[Substring]]? {
  var chunks: [[Substring]] = []
  var isOpen = false
  for var term in text.split(separator: "+", omittingEmptySubsequences: false) {
    let (starts, ends) = (term.first == "(", term.last == ")")
    guard starts != isOpen else { return nil }
    if starts { chunks.append([]) }
    term = term.dropFirst(starts ? 1 : 0).dropLast(ends ? 1 : 0)
    chunks[chunks.count - 1].append(term)
    isOpen = !ends
  }
  return isOpen ? nil : chunks
}

private func memory(ofVnode vnode: Substring) -> MemorySize? {
  let resource = vnode.split(separator: ":").first { $0.hasPrefix("mem=") }
  return resource.flatMap { MemorySize(reported: $0.dropFirst("mem=".count)) }
}

private func sum(_ sizes: [MemorySize]) -> MemorySize? {
  var total: UInt64 = 0
  for size in sizes {
    let (next, overflow) = total.addingReportingOverflow(size.bytes)
    guard !overflow else { return nil }
    total = next
  }
  return MemorySize(bytes: total)
}
