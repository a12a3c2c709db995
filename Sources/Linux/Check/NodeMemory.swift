import Glibc
import QGui

extension CheckedNode {
  public var memory: MemoryCheck {
    let place = memoryPlace
    let top = place?.mountPoint ?? "/sys/fs/cgroup"
    return MemoryCheck(
      location: place, controllers: text("/proc/cgroups"),
      unified: text("\(top)/cgroup.controllers"),
      handedDown: text("\(top)/cgroup.subtree_control"),
      mayMakeGroups: isRoot ? nil : place.map(mayMakeGroups),
      countsSwap: files.exists("\(place?.directory ?? top)/memory.memsw.limit_in_bytes"),
      swaps: text("/proc/swaps"))
  }

  /// On version 2 processes are in a leaf, and groups are made beside it.
  private func mayMakeGroups(_ place: CgroupLocation) -> Bool {
    let group = place.version == .v1 ? place : place.parent ?? place
    return access(files.real(group.directory), W_OK | X_OK) == 0
  }

  var memoryPlace: CgroupLocation? {
    CgroupLocation.ofProcess(
      cgroup: text("/proc/self/cgroup"), mountinfo: text("/proc/self/mountinfo"))
  }

  public var jobGroups: JobGroupsCheck {
    let top = memoryPlace?.mountPoint
    let groups = top.map { [$0, "\($0)/system.slice"] } ?? []
    let records = ["/run", "/run/qgui", JobRecords.place]
    let units = ["/etc", "/run", "/usr/local/lib", "/usr/lib", "/lib"]
    return JobGroupsCheck(
      records: records.map { PathWalk.Step($0, files.entry($0)) }, systemd: hasSystemd,
      batchGroups: groups.flatMap { files.names($0) ?? [] }.filter(JobGroupsCheck.isBatchGroup),
      slice: units.contains { files.exists("\($0)/systemd/system/\(JobScope.slice)") },
      commonGroup: top.map { files.exists("\($0)/\(JobGroupPlace.common)") } ?? false)
  }
}
