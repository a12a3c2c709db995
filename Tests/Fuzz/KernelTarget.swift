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
    checkName(input[2])
    checkSockets(input[3], name: input[2])
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
    "\0\0x)\u{600}\0x\n0: 00000003 00000000 00000000 0001 03 78 /tmp/qgui-0/7/xpra.sock",
  ]

  private static func check(_ location: CgroupLocation, name: String) {
    expect(location.path.utf8.first == UInt8(ascii: "/"), "a path that does not begin with /")
    let parts = location.path.utf8.split(separator: UInt8(ascii: "/"))
    expect(!parts.contains { $0.elementsEqual("..".utf8) }, "a path that leaves its hierarchy")
    let recorded = CgroupLocation(recordText: location.recordText)
    if let recorded { expectSame(recorded.path, location.path, "a path in a record") }
    expect(recorded != nil || !isPath(location.mountPoint), "a place that cannot be recorded")
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

  /// Where the kernel mounts something.
  private static func isPath(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return parts.count > 1 && parts[0].isEmpty && !parts.contains { $0.elementsEqual("..".utf8) }
  }

  /// What mkdir(2) takes; line breaks the kernel escapes.
  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name != "." && name != ".."
      && !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\n") }
  }

  /// A process is told from others by what follows its name, which is its user's.
  private static func checkName(_ name: String) {
    let process = ProcessStatistics(
      text: "7 (\(name)) S 5 7 6 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 99 1 2\n")
    expectSame(process?.startTime, 99, "a process's start time")
    expectSame([process?.parent, process?.session], [5, 6], "a process's parent and session")
  }

  /// Nobody adds a client by a path of their own, or takes one away.
  private static func checkSockets(_ text: String, name: String) {
    let path = "/tmp/qgui-0/7/xpra.sock"
    let links = ["socket:[77]", "socket:[78]"]
    let found = ServerSockets(table: text, links: links).connections(at: [path, name])
    expect((0...2).contains(found ?? 0), "more clients than sockets")
    let table = connected + "77 \(path)\n" + connected + "78\n"
    let others = connected + "79 @\(text)\n"
    for whole in [others + table, table + others] {
      let sockets = ServerSockets(table: whole, links: links)
      expect(sockets.connections(at: [path]) ?? 1 == 1, "a client that was made up")
    }
  }

  private static let connected = "0: 00000003 00000000 00000000 0001 03 "

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
