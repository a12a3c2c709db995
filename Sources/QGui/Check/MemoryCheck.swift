/// Whether programs can be limited here, and whether swap counts.
public struct MemoryCheck: Sendable {
  /// Where this process is in the hierarchy of the memory controller.
  public var location: CgroupLocation?
  /// The text of /proc/cgroups (cgroups(7)).
  public var controllers: String
  /// Of the top of version 2, which names the controllers that it has.
  public var unified: String
  /// Of the top of version 2: the controllers that groups below it have.
  public var handedDown: String
  /// Whether this user may make groups where this process is; nil for root, who may anywhere.
  public var mayMakeGroups: Bool?
  /// Version 1's `memory.memsw.limit_in_bytes` is there.
  public var countsSwap: Bool
  /// The text of /proc/swaps (proc(5)).
  public var swaps: String

  public init(
    location: CgroupLocation?, controllers: String, unified: String, handedDown: String,
    mayMakeGroups: Bool?, countsSwap: Bool, swaps: String
  ) {
    self.location = location
    self.controllers = controllers
    self.unified = unified
    self.handedDown = handedDown
    self.mayMakeGroups = mayMakeGroups
    self.countsSwap = countsSwap
    self.swaps = swaps
  }

  public var results: [CheckResult] { [controller, delegation, swap].compactMap { $0 } }

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
    Self.names(unified).contains("memory")
  }

  private var delegation: CheckResult? {
    guard let location, controller.state == .ok else { return nil }
    let name = "delegation"
    if location.version == .v2, !Self.names(handedDown).contains("memory") {
      return CheckResult(
        name, .warning, "groups below \(location.mountPoint) do not have the memory controller",
        remedy: "echo +memory > \(location.mountPoint)/cgroup.subtree_control")
    }
    switch mayMakeGroups {
    case nil:
      return CheckResult(name, .ok, "root makes jobs' groups, and hands them to their users")
    case true?: return CheckResult(name, .ok, "you may make groups in \(location.path)")
    case false?:
      return CheckResult(
        name, .note, "you may make no group in \(location.path)",
        remedy: "in a job this means that no prologue has made one: see cgroup/README.md")
    }
  }

  private static func names(_ text: String) -> [Substring] {
    text.split(whereSeparator: \.isWhitespace)
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
