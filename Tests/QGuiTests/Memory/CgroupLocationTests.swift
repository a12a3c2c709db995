import QGui
import Testing

/// Where a process is, from literal texts of `/proc`.
@Suite struct CgroupLocationTests {
  static let v1Mounts = """
    24 29 0:22 / /sys rw,nosuid shared:7 - sysfs sysfs rw
    31 24 0:27 / /sys/fs/cgroup ro,nosuid shared:9 - tmpfs tmpfs ro,mode=755
    32 31 0:28 / /sys/fs/cgroup/unified rw shared:10 - cgroup2 cgroup2 rw,nsdelegate
    40 31 0:36 / /sys/fs/cgroup/cpu,cpuacct rw shared:18 - cgroup cgroup rw,cpu,cpuacct
    41 31 0:37 / /sys/fs/cgroup/memory rw,nosuid,nodev shared:19 - cgroup cgroup rw,memory
    """
  static let v2Mounts = """
    24 29 0:22 / /sys rw,nosuid shared:7 - sysfs sysfs rw
    35 24 0:30 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate
    """

  private func location(_ cgroup: String, _ mounts: String) -> CgroupLocation? {
    CgroupLocation.ofProcess(cgroup: cgroup, mountinfo: mounts)
  }

  @Test func version1() {
    let found = location("4:memory:/torque/442611\n3:cpu,cpuacct:/a\n", Self.v1Mounts)
    #expect(
      found
        == CgroupLocation(
          version: .v1, mountPoint: "/sys/fs/cgroup/memory", path: "/torque/442611"))
    #expect(found?.directory == "/sys/fs/cgroup/memory/torque/442611")
  }

  /// The controller is in one hierarchy only; systemd's own beside it has none.
  @Test func hybrid() {
    let text = "12:memory:/slurm/uid_7/job_9\n1:name=systemd:/system.slice\n0::/system.slice\n"
    let found = location(text, Self.v1Mounts)
    #expect(found?.version == .v1)
    #expect(found?.path == "/slurm/uid_7/job_9")
  }

  @Test func controllersMountedTogether() {
    let mounts = "41 31 0:37 / /cg/all rw shared:19 - cgroup none rw,cpu,memory,pids"
    let found = location("4:cpu,memory,pids:/job\n", mounts)
    #expect(found?.directory == "/cg/all/job")
  }

  @Test func version2() {
    let found = location("0::/system.slice/slurmstepd.scope/job_9/step_0\n", Self.v2Mounts)
    #expect(found?.version == .v2)
    #expect(
      found?.directory == "/sys/fs/cgroup/system.slice/slurmstepd.scope/job_9/step_0")
  }

  @Test func root() {
    let found = location("0::/\n", Self.v2Mounts)
    #expect(found?.directory == "/sys/fs/cgroup")
    #expect(found?.parent == nil)
    #expect(found?.child("a").directory == "/sys/fs/cgroup/a")
  }

  /// A group outside of the namespace's root cannot be named from here.
  @Test(arguments: ["/..", "/../job", "/a/../../b", "/../../x"])
  func outsideOfTheNamespace(_ path: String) {
    #expect(location("0::\(path)\n", Self.v2Mounts) == nil)
    #expect(location("4:memory:\(path)\n", Self.v1Mounts) == nil)
  }

  /// A container that sees a part of the hierarchy: the root of the mount is what it sees.
  @Test(arguments: [
    ("/docker/ab", "/docker/ab", "/sys/fs/cgroup"),
    ("/docker/ab", "/docker/ab/job", "/sys/fs/cgroup/job"),
    ("/docker/ab", "/docker/abc", nil), ("/docker/ab", "/docker", nil), ("/docker/ab", "/", nil),
    ("/..", "/x", nil), ("/../..", "/", nil),
  ])
  func bindMount(_ root: String, _ path: String, _ directory: String?) {
    let mounts = "35 24 0:30 \(root) /sys/fs/cgroup rw - cgroup2 cgroup rw"
    #expect(location("0::\(path)\n", mounts)?.directory == directory)
  }

  @Test func octalEscapes() {
    let mounts = #"35 24 0:30 /a\040b\134 /mnt/with\040space\011tab rw - cgroup2 cgroup rw"#
    let found = location("0::/a b\\/c\n", mounts)
    #expect(found?.directory == "/mnt/with space\ttab/c")
  }

  /// Between the sixth field and the dash there may be any number of others, or none.
  @Test(arguments: ["", "shared:1 ", "shared:1 master:2 propagate_from:3 "])
  func optionalFields(_ fields: String) {
    let mounts = "35 24 0:30 / /cg rw,nosuid \(fields)- cgroup2 cgroup rw"
    #expect(location("0::/a\n", mounts)?.directory == "/cg/a")
  }

  @Test(arguments: [
    ("", v2Mounts), ("0::/a\n", ""), ("4:memory:/a\n", v2Mounts), ("0::/a\n", "35 24 0:30 / /cg"),
    ("3:cpu:/a\n", v1Mounts), ("0:/a\n", v2Mounts), ("0::a\n", v2Mounts), ("nonsense", v2Mounts),
    ("4:memoryx:/a\n", v1Mounts), ("0::/a\n", "a - cgroup2 cgroup rw"),
  ])
  func isNowhere(_ cgroup: String, _ mounts: String) {
    #expect(location(cgroup, mounts) == nil)
  }

  /// A colon in a group's name is no field's end.
  @Test func colonInAName() {
    #expect(location("0::/a:b\n", Self.v2Mounts)?.path == "/a:b")
  }

  /// To Swift a slash and a mark upon it are one character, and so are the two ends of a line.
  @Test func marksAndCarriageReturnsInAName() {
    #expect(location("0::/\u{301}x\n", Self.v2Mounts)?.path == "/\u{301}x")
    #expect(location("1:x:/a\r\n0::/b\n", Self.v2Mounts)?.path == "/b")
    #expect(location("0::/../\u{301}x\n", Self.v2Mounts) == nil)
    let mounts = "35 24 0:30 /a /cg rw - cgroup2 cgroup2 rw"
    #expect(location("0::/a/\u{301}x\n", mounts)?.path == "/\u{301}x")
    let parent = CgroupLocation(version: .v2, mountPoint: "/cg", path: "/a")
    #expect(parent.child("\u{301}x").parent == parent)
  }

  @Test func parents() {
    let child = CgroupLocation(version: .v2, mountPoint: "/cg", path: "/a/b")
    #expect(child.parent?.path == "/a")
    #expect(child.parent?.parent?.path == "/")
    #expect(child.parent?.parent?.parent == nil)
    #expect(child.child("c").path == "/a/b/c")
  }
}
