import Cgroups
import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// How near memory is to its limit, by the kernel's thresholds.
  @Suite(
    .enabled(if: TestMachine.hasMemoryController, "needs the memory controller, version 1"))
  struct MemoryLevelTests {
    /// The next warning within `seconds`, as the runner would come to it.
    private func next(_ level: inout MemoryLevel, within seconds: UInt64 = 20) throws -> Int? {
      let end = Instant.after(seconds * 1000)
      while Instant.now < end {
        _ = try Poll.wait(
          reading: [level.descriptor].compactMap { $0 }, until: min(level.nextLook ?? end, end))
        if let seen = level.look() { return seen.level }
      }
      return nil
    }

    private func start(
      _ script: String, in group: MemoryTestGroup, _ node: Node
    ) throws -> RunningProcess {
      try node.start(
        [
          "/bin/sh", "-c", "echo $$ > '\(group.directory)/cgroup.procs' && cd && \(script)",
          MemoryHolder.script,
        ], as: node.alice)
    }

    @Test func tellsOfEachLevelOnce() throws {
      try Node.run { node in
        let limit = MemorySize(bytes: 400 << 20)
        let group = try node.makeGroup(limit: limit, delegatedTo: node.alice)
        var level = MemoryLevel(try #require(group.memory), limit: limit, isOurs: false)
        let want = { (megabytes: Int) in
          try FileTree.write(node.alice.home + "/wanted", "\(megabytes)")
        }
        try want(100)
        let program = try start(#"exec python3 -c "$0""#, in: group, node)
        defer { program.stop() }
        try eventually("the program has begun") { (group.memory?.used?.bytes ?? 0) > 100 << 20 }
        #expect(level.look() == nil)
        #expect(level.nextLook == nil)
        let woken = try Poll.wait(reading: [#require(level.descriptor)], until: .after(2_000))
        #expect(woken == [])
        for (megabytes, expected) in [(325, 80), (362, 90), (376, 95)] {
          try want(megabytes)
          #expect(try next(&level) == expected)
          #expect(level.descriptor == nil)
        }
        #expect(!program.hasEnded)
        try want(280)
        try eventually("the kernel tells again") {
          if let due = level.nextLook, due <= .now { #expect(level.look() == nil) }
          return level.nextLook == nil
        }
        try want(325)
        #expect(try next(&level) == 80)
      }
    }

    /// Files fill the limit, and nobody is told.
    @Test func filesAreNoWarning() throws {
      try Node.run { node in
        let limit = MemorySize(bytes: 100 << 20)
        let group = try node.makeGroup(limit: limit, delegatedTo: node.alice)
        // As in Slurm's groups: the limit is a step's, the program in a group inside.
        let inside = try #require(group.memory?.location.child("task"))
        var level = MemoryLevel(
          MemoryGroup(location: inside.limiting(limit)), limit: limit, isOurs: false)
        #expect(level.look() == nil)
        #expect(level.nextLook == nil)
        // Small ones twice: pages that are read again are kept for longer.
        let program = try start(
          """
          mkdir \(inside.directory) && echo $$ > \(inside.directory)/cgroup.procs
          dd if=/dev/zero of=small bs=1M count=60 && cat small small > copy && cat copy small > rest
          touch done; exec sleep 1000
          """, in: group, node)
        defer { program.stop() }
        try eventually("all is read") { FileTree.exists(node.alice.home + "/done") }
        let used = try #require(group.memory?.used)
        #expect(used > limit.share(80))
        #expect(inside.limiting(limit) == group.memory?.location)
        #expect(inside.limiting(MemorySize(bytes: 1 << 30)) == inside)
        #expect(try next(&level, within: 3) == nil)
        #expect(level.descriptor == nil)
        #expect(level.nextLook != nil)
      }
    }
  }
}

extension MemoryTestGroup {
  fileprivate var memory: MemoryGroup? {
    guard let mount = CgroupLocation.own?.mountPoint, directory.hasPrefix(mount) else { return nil }
    return MemoryGroup(
      location: CgroupLocation(
        version: .v1, mountPoint: mount, path: String(directory.dropFirst(mount.count))))
  }
}
