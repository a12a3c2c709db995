/// How much memory a job has on this host.
public enum MemoryRequest {
  /// What Slurm says in the environment of a job (sbatch(1), "Output Environment Variables").
  ///
  /// `SLURM_MEM_PER_NODE` in MB, else `SLURM_MEM_PER_CPU` in MB times `SLURM_CPUS_ON_NODE`.
  ///
  /// - Returns: nil outside Slurm, for 0, which asks for all that the node has, and for values
  ///   that are no such number.
  public static func fromSlurm(_ environment: [String: String]) -> MemorySize? {
    let perNode = environment["SLURM_MEM_PER_NODE"]
    let megabytes = perNode.map { count($0) } ?? perCPU(environment)
    guard let megabytes, megabytes > 0 else { return nil }
    return MemorySize(megabytes, times: MemoryUnit.mb.bytes)
  }
}

private func perCPU(_ environment: [String: String]) -> UInt64? {
  guard let megabytes = environment["SLURM_MEM_PER_CPU"].flatMap({ count($0) }),
    let cpus = environment["SLURM_CPUS_ON_NODE"].flatMap({ count($0) })
  else { return nil }
  let (product, overflow) = megabytes.multipliedReportingOverflow(by: cpus)
  return overflow ? nil : product
}

private func count(_ text: String) -> UInt64? {
  strictDecimal(text.utf8, upTo: 999_999_999_999)
}
