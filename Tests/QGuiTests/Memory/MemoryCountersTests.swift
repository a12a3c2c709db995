import QGui
import Testing

/// The kernel's files, as they are.
@Suite struct MemoryCountersTests {
  @Test(arguments: [
    ("oom_kill_disable 0\nunder_oom 0\noom_kill 3\n", 3),
    ("low 0\nhigh 0\nmax 17\noom 2\noom_kill 1\noom_group_kill 0\n", 1),
    ("oom_kill_disable 0\nunder_oom 0\n", nil), ("", nil), ("oom_kill x\n", nil),
    ("oom_kill\n", nil), ("oom_kill 1 2\n", nil), ("xoom_kill 1\n", nil),
  ])
  func kills(_ text: String, _ expected: UInt64?) {
    #expect(MemoryCounters.kills(text) == expected)
  }

  @Test(arguments: [
    ("cache 0\nhierarchical_memory_limit 419430400\nhierarchical_memsw_limit 1\n", 419_430_400),
    ("hierarchical_memory_limit 9223372036854771712\n", nil), ("cache 0\n", nil), ("", nil),
  ])
  func hierarchicalLimit(_ text: String, _ expected: UInt64?) {
    #expect(MemoryCounters.hierarchicalLimit(memoryStat: text)?.bytes == expected)
  }

  @Test(arguments: [
    ("419430400\n", 419_430_400), ("419430400", 419_430_400), ("0\n", 0), ("max\n", nil),
    ("9223372036854771712\n", nil), ("", nil), ("-1\n", nil), ("x\n", nil),
  ])
  func limit(_ text: String, _ expected: UInt64?) {
    #expect(MemoryCounters.limit(text: text)?.bytes == expected)
  }

  /// Of version 1 with the groups inside; shared memory is not among it.
  @Test(arguments: [
    (
      CgroupLocation.Version.v1,
      "inactive_file 1\nactive_file 2\ntotal_shmem 4\ntotal_inactive_file 10\ntotal_active_file 30\n",
      40
    ),
    (.v2, "anon 1\nshmem 2\ninactive_file 10\nactive_file 30\nslab_reclaimable 5\nslab 9\n", 45),
    (.v2, "inactive_file 10\n", 10), (.v2, "", 0), (.v1, "inactive_file 10\n", 0),
    (.v2, "inactive_file 18446744073709551615\nactive_file x\nslab_reclaimable 5\n", 5),
  ])
  func reclaimable(_ version: CgroupLocation.Version, _ text: String, _ expected: UInt64) {
    #expect(MemoryCounters.reclaimable(memoryStat: text, version).bytes == expected)
  }
}
