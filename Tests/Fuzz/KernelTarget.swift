/// Texts of the kernel, in which users' own names stand.
///
/// Fields: `/proc/PID/cgroup`, mountinfo, a name, `/proc/net/unix`.
enum KernelTarget {
  static let target = FuzzTarget("kernel", seeds: seeds) { input in
    for controller: Substring in ["memory", "freezer"] {
      let location = CgroupLocation.ofProcess(
        cgroup: input[0], mountinfo: input[1], controller: controller)
      if let location { check(location, name: input[2]) }
    }
    checkBelow(input[2])
    checkCounters(input[0])
    let paths: Set = ["/tmp/qgui-0/7/xpra.sock", input[2]]
    let lines = input.field(3).count { $0 == UInt8(ascii: "\n") } + 1
    expect(ConnectedSockets.count(input[3], paths: paths) <= lines, "more clients than lines")
  }

  private static let mounts =
    "31 24 0:27 / /sys/fs/cgroup ro shared:9 - tmpfs tmpfs ro,mode=755\n"
    + "32 31 0:28 / /sys/fs/cgroup/unified rw shared:10 - cgroup2 cgroup2 rw,nsdelegate\n"
    + "41 31 0:37 /a\\040b /cg\\134x rw shared:19 - cgroup cgroup rw,memory\n"

  private static let seeds = [
    "4:memory:/a b/c\n3:freezer:/\n0::/user.slice\n\0" + mounts
      + "\0job\u{301}\0Num RefCount Protocol Flags Type St Inode Path\n"
      + "0: 00000003 00000000 00000000 0001 03 77 /tmp/qgui-0/7/xpra.sock\n",
    "0::/system.slice/x\n\0" + mounts,
    "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n",
    "cache 1\ntotal_inactive_file 4096\ntotal_active_file 8192\ninactive_file 1\nactive_file 2\n"
      + "slab_reclaimable 3\nhierarchical_memory_limit 314572800\n",
    "max\n", "314572800\n",
  ]

  private static func check(_ location: CgroupLocation, name: String) {
    expect(location.path.utf8.first == UInt8(ascii: "/"), "a path that does not begin with /")
    let parts = location.path.utf8.split(separator: UInt8(ascii: "/"))
    expect(!parts.contains { $0.elementsEqual("..".utf8) }, "a path that leaves its hierarchy")
    if isName(name), location.path.utf8.last != UInt8(ascii: "/") || location.path == "/" {
      expectSame(
        location.child(name).parent?.path ?? "none", location.path, "the parent of a child")
    }
  }

  /// A group of this name, seen from where the group above it is mounted.
  private static func checkBelow(_ name: String) {
    guard isName(name) else { return }
    let location = CgroupLocation.ofProcess(
      cgroup: "0::/a/\(name)\n", mountinfo: "35 24 0:30 /a /cg rw shared:4 - cgroup2 cgroup2 rw\n")
    expectSame(location?.path ?? "none", "/\(name)", "a group below its mount")
  }

  /// What mkdir(2) takes; line breaks the kernel escapes.
  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name != "." && name != ".."
      && !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\n") }
  }

  private static func checkCounters(_ text: String) {
    _ = MemoryCounters.kills(text)
    let sizes = [
      MemoryCounters.hierarchicalLimit(memoryStat: text), MemoryCounters.limit(text: text),
    ]
    for size in sizes { expect(size.map { $0.bytes < 1 << 60 } ?? true, "a limit that is none") }
    for version in [CgroupLocation.Version.v1, .v2] {
      _ = MemoryCounters.reclaimable(memoryStat: text, version)
    }
  }
}
