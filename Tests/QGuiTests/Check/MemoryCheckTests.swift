import QGui
import Testing

@Suite struct MemoryCheckTests {
  private static let v1 = CgroupLocation(
    version: .v1, mountPoint: "/sys/fs/cgroup/memory", path: "/")
  private static let v2 = CgroupLocation(version: .v2, mountPoint: "/sys/fs/cgroup", path: "/a")
  private static let swaps = "Filename\tType\tSize\n/dev/sda2\tpartition\t1000\n"

  private func states(
    _ location: CgroupLocation?, controllers: String = "memory\t4\t16\t1\n", unified: String = "",
    handedDown: String = "cpu memory pids", mayMakeGroups: Bool? = nil, countsSwap: Bool = false,
    swaps: String = "Filename\tType\tSize\n"
  ) -> [CheckResult.State] {
    MemoryCheck(
      location: location, controllers: controllers, unified: unified, handedDown: handedDown,
      mayMakeGroups: mayMakeGroups, countsSwap: countsSwap, swaps: swaps
    ).results.map(\.state)
  }

  @Test func aNodeOfEitherVersionIsReady() {
    #expect(states(Self.v1) == [.ok, .ok, .ok])
    #expect(states(Self.v1, countsSwap: true, swaps: Self.swaps) == [.ok, .ok, .ok])
    #expect(states(Self.v2, unified: "cpuset cpu io memory pids\n") == [.ok, .ok])
  }

  @Test func whoMayMakeGroupsIsSaid() {
    #expect(states(Self.v1, mayMakeGroups: true) == [.ok, .ok, .ok])
    #expect(states(Self.v1, mayMakeGroups: false) == [.ok, .note, .ok])
    #expect(states(Self.v2, unified: "memory", handedDown: "cpu pids\n") == [.ok, .warning])
  }

  @Test func swapThatDoesNotCountIsAWarning() {
    #expect(states(Self.v1, swaps: Self.swaps) == [.ok, .ok, .warning])
  }

  @Test func withoutTheControllerNothingCanBeLimited() {
    #expect(states(nil) == [.wrong])
    #expect(states(Self.v2, unified: "cpu pids\n") == [.wrong])
    let off = MemoryCheck(
      location: nil, controllers: "#subsys_name\ncpu\t1\t1\t1\nmemory\t0\t1\t0\n", unified: "",
      handedDown: "", mayMakeGroups: nil, countsSwap: false, swaps: "")
    #expect(off.results[0].remedy?.contains("cgroup_enable=memory") == true)
  }
}

@Suite struct JobGroupsCheckTests {
  private static let good = FileFact.there(FileStatus(.directory, owner: 0, mode: 0o755))

  private func check(_ last: FileFact = good) -> JobGroupsCheck {
    JobGroupsCheck(
      records: [
        .init("/run", Self.good), .init("/run/qgui", Self.good), .init("/run/qgui/j", last),
      ],
      systemd: true, batchGroups: [], slice: true, commonGroup: false)
  }

  @Test(arguments: [
    (FileFact.there(FileStatus(.link, owner: 0, mode: 0o777)), CheckResult.State.wrong),
    (.there(FileStatus(.directory, owner: 0, mode: 0o775)), .wrong),
    (.there(FileStatus(.directory, owner: 1000, mode: 0o755)), .wrong),
    (.missing, .ok), (.hidden, .unknown), (good, .ok),
  ])
  func recordsAreRootsAlone(_ fact: FileFact, _ state: CheckResult.State) {
    #expect(check(fact).results[0].state == state)
  }

  @Test func aLinkIsRemovedFirst() {
    let link = check(.there(FileStatus(.link, owner: 0, mode: 0o777)))
    #expect(link.results[0].remedy?.hasPrefix("rm /run/qgui/j && install -d ") == true)
  }

  @Test func saysWhoContainsJobs() {
    var check = check()
    #expect(check.results[1].message == "qgui.slice is there for jobs (systemd runs)")
    check.slice = false
    #expect(check.results[1].state == .note)
    check.batchGroups = ["pbs_jobs.service"]
    #expect(check.results[1].message.contains("pbs_jobs.service"))
    check.batchGroups = []
    check.systemd = false
    #expect(check.results[1].state == .note)
    check.commonGroup = true
    #expect(check.results[1].state == .ok)
  }

  @Test func aDaemonsOwnGroupIsNoJobs() {
    let names = [
      "pbs_jobs.service", "slurm", "slurm_node01", "slurmstepd.scope", "node01_slurmstepd.scope",
      "torque", "slurmd.service", "pbs.service", "user.slice",
    ]
    #expect(names.filter(JobGroupsCheck.isBatchGroup) == Array(names.prefix(6)))
  }
}
