import QGui
import Testing

@Suite struct JobGroupPlaceTests {
  private static func v1(_ path: String) -> CgroupLocation {
    CgroupLocation(version: .v1, mountPoint: "/sys/fs/cgroup/memory", path: path)
  }

  private static func v2(_ path: String) -> CgroupLocation {
    CgroupLocation(version: .v2, mountPoint: "/sys/fs/cgroup", path: path)
  }

  /// What was found and decided, a line each.
  struct Line: Sendable, CustomTestStringConvertible {
    let name: String
    var shell: CgroupLocation?
    var daemon: CgroupLocation?
    var systemd = false
    var batchGroup: CgroupLocation?
    var batchSystemWillLimit = false
    let place: JobGroupPlace

    var testDescription: String { name }
  }

  static let lines: [Line] = [
    Line(
      name: "version 1, the shell beside its daemon", shell: v1("/"), daemon: v1("/"),
      place: .group(v1("/qgui/44_7"))),
    Line(
      name: "version 1, below the daemon's group", shell: v1("/batch"), daemon: v1("/batch"),
      place: .group(v1("/batch/qgui/44_7"))),
    Line(
      name: "version 1, inside the batch system's", shell: v1("/pbs/44"), daemon: v1("/"),
      place: .group(v1("/pbs/44/qgui-44_7"))),
    Line(
      name: "on another host, inside the batch system's", daemon: v1("/"),
      batchGroup: v1("/pbs/jobid/44.s"), place: .group(v1("/pbs/jobid/44.s/qgui-44_7"))),
    Line(
      name: "a shell that the batch system left beside its daemon", shell: v1("/"), daemon: v1("/"),
      batchGroup: v1("/pbs/44"), place: .group(v1("/pbs/44/qgui-44_7"))),
    Line(
      name: "where the shell is counts more than a name", shell: v1("/torque/44"), daemon: v1("/"),
      batchGroup: v1("/pbs/44"), place: .group(v1("/torque/44/qgui-44_7"))),
    Line(
      name: "inside the batch system's, although systemd is there", shell: v1("/pbs/44"),
      daemon: v1("/"), systemd: true, place: .group(v1("/pbs/44/qgui-44_7"))),
    Line(
      name: "version 1, no shell yet", daemon: v1("/system.slice/slurmd.service"),
      place: .group(v1("/system.slice/slurmd.service/qgui/44_7"))),
    Line(
      name: "version 1, no shell that systemd could take", daemon: v1("/d"), systemd: true,
      place: .group(v1("/d/qgui/44_7"))),
    Line(
      name: "version 1 with systemd", shell: v1("/d"), daemon: v1("/d"), systemd: true,
      place: .scope("qgui-44_7.scope")),
    Line(
      name: "version 2 with systemd", shell: v2("/system.slice/pbs"),
      daemon: v2("/system.slice/pbs"), systemd: true, place: .scope("qgui-44_7.scope")),
    Line(
      name: "version 2 without systemd", shell: v2("/pbs"), daemon: v2("/pbs"),
      place: .group(v2("/qgui/44_7"))),
    Line(
      name: "version 2, inside the batch system's", shell: v2("/pbs/44"), daemon: v2("/pbs"),
      place: .group(v2("/pbs/44/qgui-44_7"))),
    Line(name: "version 2, no shell yet", daemon: v2("/d"), place: .none(.noShell)),
    Line(
      name: "version 2, no shell that systemd could take", daemon: v2("/d"), systemd: true,
      place: .none(.noShell)),
    Line(name: "no controller", place: .none(.noController)),
    Line(name: "no controller, systemd", systemd: true, place: .none(.noController)),
    Line(
      name: "the batch system limits", shell: v1("/a"), daemon: v1("/b"), systemd: true,
      batchSystemWillLimit: true, place: .none(.batchSystemLimits)),
    Line(
      name: "the batch system limits, no controller", batchSystemWillLimit: true,
      place: .none(.batchSystemLimits)),
  ]

  @Test(arguments: lines)
  func decides(_ line: Line) {
    let found = JobGroupPlace.Found(
      shell: line.shell, daemon: line.daemon, systemd: line.systemd,
      batchGroup: line.batchGroup, batchSystemWillLimit: line.batchSystemWillLimit)
    #expect(JobGroupPlace.decide("44_7", found) == line.place)
  }

  /// A hybrid machine has the controller in version 1.
  @Test func hybridIsVersion1() throws {
    let mountinfo = """
      35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
      41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
      """
    let location = try #require(
      CgroupLocation.ofProcess(cgroup: "4:memory:/batch\n0::/x\n", mountinfo: mountinfo))
    let found = JobGroupPlace.Found(
      shell: location, daemon: location, systemd: false, batchSystemWillLimit: false)
    #expect(JobGroupPlace.decide("7", found) == .group(Self.v1("/batch/qgui/7")))
  }

  @Test(arguments: [JobGroupPlace.Reason.batchSystemLimits, .noController, .noShell])
  func saysWhy(_ reason: JobGroupPlace.Reason) {
    #expect(isOneSafeLine(reason.description))
  }
}

@Suite struct JobScopeTests {
  private static let manager = [
    "--system", "--quiet", "--timeout=5", "call", "org.freedesktop.systemd1",
    "/org/freedesktop/systemd1", "org.freedesktop.systemd1.Manager",
  ]

  private func start(_ limit: MemorySize?, staysAfterKill: Bool) -> [String] {
    JobScope.startArguments(
      unit: "qgui-7.scope", description: "Job 7 of alice", pid: 839, limit: limit,
      staysAfterKill: staysAfterKill)
  }

  @Test func startsALimitedScope() {
    let arguments = start(MemorySize(bytes: 300 << 20), staysAfterKill: true)
    #expect(
      arguments == Self.manager + [
        "StartTransientUnit", "ssa(sv)a(sa(sv))", "qgui-7.scope", "fail", "9",
        "Description", "s", "Job 7 of alice", "Slice", "s", "qgui.slice",
        "PIDs", "au", "1", "839", "Delegate", "b", "true", "MemoryAccounting", "b", "true",
        "CollectMode", "s", "inactive-or-failed", "MemoryMax", "t", "\(300 << 20)",
        "MemorySwapMax", "t", "0", "OOMPolicy", "s", "continue", "0",
      ])
  }

  /// The number before the properties is theirs.
  @Test(arguments: [(nil, false, "6"), (nil, true, "7"), (1, false, "8"), (1, true, "9")])
  func countsItsProperties(_ bytes: UInt64?, _ staysAfterKill: Bool, _ count: String) {
    let arguments = start(bytes.map(MemorySize.init(bytes:)), staysAfterKill: staysAfterKill)
    #expect(arguments[Self.manager.count + 4] == count)
    #expect(arguments.contains("MemoryMax") == (bytes != nil))
    #expect(arguments.contains("OOMPolicy") == staysAfterKill)
    #expect(arguments.last == "0")
  }

  @Test func stopsAScope() {
    #expect(
      JobScope.stopArguments(unit: "qgui-7.scope")
        == Self.manager + ["StopUnit", "ss", "qgui-7.scope", "replace"])
  }
}
