/// Where a process is in the hierarchy that has the memory controller.
public struct CgroupLocation: Hashable, Sendable {
  public enum Version: String, Sendable {
    case v1, v2
  }

  public let version: Version
  /// Where the hierarchy is mounted.
  public let mountPoint: String
  /// The group's path below the mount point: `/` or `/a/b`.
  public let path: String

  public init(version: Version, mountPoint: String, path: String) {
    self.version = version
    self.mountPoint = mountPoint
    self.path = path
  }

  public var directory: String { path == "/" ? mountPoint : mountPoint + path }

  public var parent: CgroupLocation? {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), path != "/" else { return nil }
    let above = String(path[..<slash])
    return CgroupLocation(
      version: version, mountPoint: mountPoint, path: above.isEmpty ? "/" : above)
  }

  /// Whether it lies inside `other`, at any depth.
  public func isBelow(_ other: CgroupLocation) -> Bool {
    let prefix = other.path == "/" ? "/" : other.path + "/"
    return version == other.version && mountPoint == other.mountPoint && path != other.path
      && path.utf8.starts(with: prefix.utf8)
  }

  public func child(_ name: String) -> CgroupLocation {
    CgroupLocation(
      version: version, mountPoint: mountPoint, path: path == "/" ? "/\(name)" : "\(path)/\(name)")
  }
}

extension CgroupLocation {
  /// From the texts of `/proc/PID/cgroup` (cgroups(7)) and `/proc/PID/mountinfo` (proc(5)).
  ///
  /// A hierarchy of version 1 with the memory controller counts before version 2: a machine has
  /// the controller in one of them only. Nil where there is no memory controller, or where the
  /// process's group lies outside what is mounted.
  ///
  /// Names of groups are their makers', and taken byte by byte: one may begin with a mark that makes
  /// one character with the slash before it, or end with a carriage return.
  ///
  /// - Parameter controller: another one than memory, for the few that want it.
  public static func ofProcess(
    cgroup: String, mountinfo: String, controller: Substring = "memory"
  ) -> CgroupLocation? {
    let mounts = lines(mountinfo).compactMap(CgroupMount.init(line:))
    let memberships = lines(cgroup).compactMap(membership)
    if let v1 = memberships.first(where: { $0.controllers.contains(controller) }) {
      let mount = mounts.first { $0.type == "cgroup" && $0.options.contains(controller) }
      return locate(v1.path, .v1, mount)
    }
    guard let v2 = memberships.first(where: { $0.isUnified }) else { return nil }
    return locate(v2.path, .v2, mounts.first { $0.type == "cgroup2" })
  }

  private static func lines(_ text: String) -> [Substring] {
    text.utf8.split(separator: UInt8(ascii: "\n")).map { Substring($0) }
  }

  private static func locate(_ path: Substring, _ version: Version, _ mount: CgroupMount?)
    -> CgroupLocation?
  {
    guard let mount, !leadsUp(path), !mount.root.hasPrefix("/..") else { return nil }
    guard mount.root != "/" else {
      return CgroupLocation(version: version, mountPoint: mount.point, path: String(path))
    }
    guard path.utf8.starts(with: mount.root.utf8) else { return nil }
    let below = path.utf8.dropFirst(mount.root.utf8.count)
    guard below.isEmpty || below.first == slash else { return nil }
    return CgroupLocation(
      version: version, mountPoint: mount.point,
      path: below.isEmpty ? "/" : String(Substring(below)))
  }

  static let slash = UInt8(ascii: "/")

  static func leadsUp(_ path: Substring) -> Bool {
    path.utf8.split(separator: slash).contains { $0.elementsEqual("..".utf8) }
  }

  private static func membership(_ line: Substring) -> (
    controllers: [Substring], isUnified: Bool, path: Substring
  )? {
    let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard fields.count == 3, fields[2].utf8.first == slash else { return nil }
    return (fields[1].split(separator: ","), fields[0] == "0" && fields[1].isEmpty, fields[2])
  }
}

/// One line of mountinfo.
private struct CgroupMount {
  let root: String
  let point: String
  let type: Substring
  /// The controllers among them.
  let options: [Substring]

  init?(line: Substring) {
    let fields = line.split(separator: " ")
    guard let dash = fields.firstIndex(of: "-"), dash >= 6, fields.count > dash + 3 else {
      return nil
    }
    root = OctalEscapes.unescaped(fields[3])
    point = OctalEscapes.unescaped(fields[4])
    type = fields[dash + 1]
    options = fields[dash + 3].split(separator: ",")
  }
}
