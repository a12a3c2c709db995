/// The warning about a limit on the address space, under which a program's memory is not what counts.
public enum AddressSpaceLimit {
  /// Where the limit comes from is not known: a shell's `ulimit -v` is the same limit as that of a job.
  ///
  /// - Parameters:
  ///   - limit: RLIMIT_AS of getrlimit(2).
  ///   - isPBS: whether the job is one of OpenPBS or Torque, which set it for `vmem=` and `pvmem=`.
  public static func sentence(_ limit: MemorySize, isPBS: Bool) -> String {
    let origin = isPBS ? "vmem= or pvmem= of the job, or ulimit -v" : "ulimit -v"
    let advice = isPBS ? "ask for mem= instead" : "take ulimit -v out of your shell's startup files"
    return
      "the address space is limited to \(limit.approximate) (\(origin)): browsers, Electron and Java"
      + " may crash: \(advice)"
  }
}
