/// The systemd scope of a job: what is said to systemd, by busctl(1), and nothing of how
/// (org.freedesktop.systemd1(5), "StartTransientUnit"; systemd.scope(5)).
public enum JobScope {
  /// Where the scopes of jobs are; `cgroup/qgui.slice` says what the site wants of it.
  public static let slice = "qgui.slice"

  /// Makes a scope around a process. `Delegate`: what is below it is ours and the user's.
  ///
  /// - Parameter staysAfterKill: that systemd does not end the whole scope when the kernel has
  ///   killed one process in it; older versions (before 253) do not know the property, and never
  ///   do.
  public static func startArguments(
    unit: String, description: String, pid: Int32, limit: MemorySize?, staysAfterKill: Bool
  ) -> [String] {
    var properties = [
      ["Description", "s", description], ["Slice", "s", slice], ["PIDs", "au", "1", "\(pid)"],
      ["Delegate", "b", "true"], ["MemoryAccounting", "b", "true"],
      ["CollectMode", "s", "inactive-or-failed"],
    ]
    if let limit {
      properties += [["MemoryMax", "t", "\(limit.bytes)"], ["MemorySwapMax", "t", "0"]]
    }
    if staysAfterKill { properties.append(["OOMPolicy", "s", "continue"]) }
    return call("StartTransientUnit", "ssa(sv)a(sa(sv))")
      + [unit, "fail", "\(properties.count)"] + properties.flatMap { $0 } + ["0"]
  }

  public static func stopArguments(unit: String) -> [String] {
    call("StopUnit", "ss") + [unit, "replace"]
  }

  private static func call(_ method: String, _ signature: String) -> [String] {
    [
      "--system", "--quiet", "--timeout=5", "call", "org.freedesktop.systemd1",
      "/org/freedesktop/systemd1", "org.freedesktop.systemd1.Manager", method, signature,
    ]
  }
}
