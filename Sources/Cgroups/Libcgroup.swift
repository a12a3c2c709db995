import CLibcgroup
import QGui

/// libcgroup, as this project uses it (libcgroup.h; cgroup_create_cgroup(3) and others).
///
/// Directories are made with mkdir(2) and removed with rmdir(2): `cgroup_create_cgroup` opens every
/// ancestor for writing on version 2, `cgroup_delete_cgroup` the parent on version 1, which no
/// ordinary user may.
enum Libcgroup {
  struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ action: String, _ code: Int32) {
      description = "\(action): \(String(cString: cgroup_strerror(code)))"
    }
  }

  /// Reads the mounts once. The library's own logger prints to standard output: ours is silent.
  private static let initialised: Int32 = {
    cgroup_set_logger({ _, _, _, _ in }, Int32(CGROUP_LOG_ERROR.rawValue), nil)
    return cgroup_init()
  }()

  /// Writes `value` to the file `name` of the group.
  static func set(_ name: String, _ value: UInt64, of group: CgroupLocation) throws {
    try withGroup(group) { handle, controller in
      try check("set \(name) of \(group.path)", cgroup_add_value_uint64(controller, name, value))
      try check("set \(name) of \(group.path)", cgroup_modify_cgroup(handle))
    }
  }

  /// Moves this process into the group. On version 1 this moves one thread: call it while there
  /// is one.
  static func attachThisProcess(to group: CgroupLocation) throws {
    try withGroup(group) { handle, _ in
      try check("enter \(group.path)", cgroup_attach_task(handle))
    }
  }

  private static func withGroup(
    _ group: CgroupLocation, _ body: (OpaquePointer, OpaquePointer) throws -> Void
  ) throws {
    try check("read the mounted cgroups", initialised)
    guard let handle = cgroup_new_cgroup(String(group.path.dropFirst())) else {
      throw Failure("name \(group.path)", Int32(ECGFAIL))
    }
    var handleToFree: OpaquePointer? = handle
    defer { cgroup_free(&handleToFree) }
    guard let controller = cgroup_add_controller(handle, "memory") else {
      throw Failure("name \(group.path)", Int32(ECGFAIL))
    }
    try body(handle, controller)
  }

  private static func check(_ action: String, _ code: Int32) throws {
    guard code == 0 else { throw Failure(action, code) }
  }
}
