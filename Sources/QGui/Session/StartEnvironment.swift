/// The environment that a process started with, as `/proc/PID/environ` has it (proc_pid_environ(5)): each
/// entry ends with a NUL.
public enum StartEnvironment {
  public static func entries(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] { bytes.split(separator: 0) }

  /// The first value of a name counts; entries without one are passed over.
  public static func variables(_ bytes: [UInt8]) -> [String: String] {
    let pairs = entries(bytes).compactMap { entry -> (String, String)? in
      let parts = entry.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { return nil }
      return (String(systemBytes: parts[0]), String(systemBytes: parts[1]))
    }
    return Dictionary(pairs) { first, _ in first }
  }
}
