/// Whether programs can be limited here, and whether swap counts.
public struct MemoryCheck: Sendable {
  /// Where this process is in the hierarchy of the memory controller.
  public var location: CgroupLocation?
  /// The text of /proc/cgroups (cgroups(7)).
  public var controllers: String
  /// Of the top of version 2, which names the controllers that it has.
  public var unified: String
  /// Version 1's `memory.memsw.limit_in_bytes` is there.
  public var countsSwap: Bool
  /// The text of /proc/swaps (proc(5)).
  public var swaps: String

  public init(
    location: CgroupLocation?, controllers: String, unified: String, countsSwap: Bool,
    swaps: String
  ) {
    self.location = location
    self.controllers = controllers
    self.unified = unified
    self.countsSwap = countsSwap
    self.swaps = swaps
  }

  public var results: [CheckResult] { [controller, swap].compactMap { $0 } }

  private static let boot = "boot with cgroup_enable=memory on the kernel's command line"

  private var controller: CheckResult {
    let name = "memory-controller"
    guard let location, location.version == .v1 || handsOutMemory else {
      if isOff || location != nil {
        return CheckResult(name, .wrong, "the kernel's memory controller is off", remedy: Self.boot)
      }
      return CheckResult(
        name, .wrong, "the memory controller is not mounted",
        remedy: "mkdir -p /sys/fs/cgroup/memory && "
          + "mount -t cgroup -o memory memory /sys/fs/cgroup/memory")
    }
    let version = location.version == .v1 ? 1 : 2
    return CheckResult(
      name, .ok, "memory controller of cgroup version \(version), at \(location.mountPoint)")
  }

  private var handsOutMemory: Bool {
    unified.split(whereSeparator: \.isWhitespace).contains("memory")
  }

  /// Its lines are name, hierarchy, number of groups, enabled.
  private var isOff: Bool {
    ConfigText.words(controllers).contains { $0.first == "memory" && $0.last == "0" }
  }

  /// Version 2 always counts it.
  private var swap: CheckResult? {
    guard let location, location.version == .v1 else { return nil }
    let name = "swap"
    if countsSwap { return CheckResult(name, .ok, "swap counts as memory") }
    guard swaps.split(separator: "\n").count > 1 else {
      return CheckResult(name, .ok, "swap does not count as memory, and there is none")
    }
    return CheckResult(
      name, .warning, "swap does not count as memory: a program at its limit fills the swap",
      remedy: "boot with swapaccount=1 on the kernel's command line, or swapoff -a")
  }
}
