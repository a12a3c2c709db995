import Glibc
import Linux
import QGui
import SystemPackage

extension CgroupLocation {
  /// This process's own.
  public static var own: CgroupLocation? { of(File.read("/proc/self/cgroup") ?? "") }

  /// This process's group in the hierarchy of another controller.
  public static func own(of controller: Substring) -> CgroupLocation? {
    of(File.read("/proc/self/cgroup") ?? "", controller)
  }

  /// The group of another process, from the text of its `/proc/PID/cgroup` in a pipe.
  public static func reported(through pipe: FileDescriptor) -> CgroupLocation? {
    of(String(decoding: pipe.readToEnd() ?? [], as: UTF8.self))
  }

  /// That of another process; nil when it is gone.
  public static func of(_ pid: Int32) -> CgroupLocation? {
    of(File.read("/proc/\(pid)/cgroup") ?? "")
  }

  private static func of(
    _ membership: String, _ controller: Substring = "memory"
  ) -> CgroupLocation? {
    ofProcess(
      cgroup: membership, mountinfo: File.read("/proc/self/mountinfo") ?? "",
      controller: controller)
  }
}

extension CgroupLocation {
  /// The group that OpenPBS's pbs_cgroups has made for a job: `PREFIX.service/jobid/JOB` (its file
  /// pbs_cgroups.PY, `_cgroup_path`), at the top or below systemd's slice. Nil where there is none.
  public static func ofBatchSystem(for job: JobID) -> CgroupLocation? {
    guard let own, own.version == .v1 else { return nil }
    let root = CgroupLocation(version: .v1, mountPoint: own.mountPoint, path: "/")
    let slice = root.child("system.slice")
    return [root, slice].lazy.flatMap { above in
      Directory.names(above.directory).filter { $0.hasSuffix(".service") }
        .map { above.child($0).child("jobid").child("\(job)") }
    }.first { access($0.directory, F_OK) == 0 }
  }

  /// The group, from this one up, that has this limit: the uppermost of several, which holds the
  /// most. This one where none is to be seen, as in a container.
  public func limiting(_ limit: MemorySize) -> CgroupLocation {
    groupsUp.last { MemoryGroup(location: $0).limit == limit } ?? self
  }

  fileprivate var groupsUp: [CgroupLocation] { Array(sequence(first: self) { $0.parent }) }
}

extension Containment.Found {
  /// What this node offers to the process that asks.
  public static var here: Containment.Found {
    let location = CgroupLocation.own
    return Containment.Found(
      location: location,
      delegated: location.flatMap(delegated),
      outerLimit: location.flatMap(outerLimit),
      userSystemd: location?.version == .v2 && hasUserSystemd,
      isHidden: location.map(isHidden) ?? false)
  }

  /// A daemon with a narrow umask may have made the group, or one above it.
  private static func isHidden(_ own: CgroupLocation) -> Bool {
    access("\(own.directory)/memory.stat", R_OK) != 0 && errno == EACCES
  }

  /// Version 1: our own group, if we may write to its directory. Version 2: the group above, in
  /// which we sit in a leaf; a group with processes of its own cannot hand the controller down.
  private static func delegated(_ own: CgroupLocation) -> CgroupLocation? {
    switch own.version {
    case .v1:
      return mayMakeGroups(own) ? own : nil
    case .v2:
      guard let above = own.parent, above.path != "/", mayMakeGroups(above),
        access("\(above.directory)/cgroup.procs", W_OK) == 0,
        MemoryGroup(location: above).handsDownMemory
      else { return nil }
      return above
    }
  }

  private static func mayMakeGroups(_ group: CgroupLocation) -> Bool {
    access(group.directory, W_OK | X_OK) == 0
  }

  private static func outerLimit(_ own: CgroupLocation) -> MemorySize? {
    switch own.version {
    case .v1:
      return MemoryCounters.hierarchicalLimit(
        memoryStat: MemoryGroup(location: own).text("memory.stat"))
    case .v2:
      return own.groupsUp.compactMap { MemoryGroup(location: $0).limit }.min()
    }
  }

  private static var hasUserSystemd: Bool {
    access("/run/user/\(getuid())/systemd/private", W_OK) == 0
  }
}
