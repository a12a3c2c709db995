import Glibc
import Linux
import QGui

/// What there is of the users on the cluster's hosts. They have nothing outside of tests.
public struct ClusterLeftovers: Equatable, Sendable {
  public let items: Set<String>

  public var isEmpty: Bool { items.isEmpty }

  public func subtracting(_ other: ClusterLeftovers) -> ClusterLeftovers {
    ClusterLeftovers(items: items.subtracting(other.items))
  }

  private init(items: Set<String>) { self.items = items }

  static func of(_ cluster: Cluster) -> ClusterLeftovers {
    var items = cluster.users.flatMap(inHome)
    for host in Cluster.Host.allCases { items += on(host, cluster).map { "\(host): \($0)" } }
    return ClusterLeftovers(items: Set(items))
  }

  private static func on(_ host: Cluster.Host, _ cluster: Cluster) -> [String] {
    let users = Set(cluster.users.map(\.id))
    let processes = cluster.processes(on: host).filter { users.contains($0.user) }
    let all =
      processes.map(\.description) + files(host, cluster, users)
      + abstractSockets(host, cluster) + groups(host, cluster)
    return cluster.system == .openpbs ? all.filter { !isOpenPBSs($0) } : all
  }

  /// OpenPBS's qsub leaves a process for the user's next qsub, with a socket, for a minute, its qstat
  /// the time of the last query; the mom removes a job's TMPDIR when it comes to it.
  private static func isOpenPBSs(_ item: String) -> Bool {
    ["/qsub ", ": qsub ", "/var/tmp/pbs_default_", "/var/tmp/pbs.", "/var/tmp/.pbs_last_query_"]
      .contains(where: item.contains)
  }

  /// Everything of a user's where others have theirs too.
  private static func files(_ host: Cluster.Host, _ cluster: Cluster, _ users: Set<UInt32>)
    -> [String]
  {
    let shared = [
      "/tmp", "/tmp/.X11-unix", "/tmp/.ICE-unix", "/var/tmp", "/dev/shm", "/run", "/run/user",
    ]
    return shared.flatMap { directory -> [String] in
      let outside = cluster.path(directory, on: host)
      return Directory.names(outside).filter { name in
        FileTree.status("\(outside)/\(name)").map { users.contains($0.st_uid) } ?? false
      }.flatMap { ["\(outside)/\($0)"] + FileTree.below("\(outside)/\($0)") }
    }
  }

  /// They have no owner.
  private static func abstractSockets(_ host: Cluster.Host, _ cluster: Cluster) -> [String] {
    let table = File.read("/proc/\(cluster.initPid(host) ?? 0)/net/unix") ?? ""
    return table.split(separator: "\n").compactMap { line in
      line.split(separator: " ").last.flatMap { $0.hasPrefix("@") ? "socket \($0)" : nil }
    }
  }

  /// A job's, and what is made inside; with root's records of jobs.
  private static func groups(_ host: Cluster.Host, _ cluster: Cluster) -> [String] {
    let kinds = ["/qgui-", "/qgui/", "/job_"]
    let memory = directories(below: cluster.path("/sys/fs/cgroup/memory", on: host)).filter {
      path in
      kinds.contains(where: path.contains)
    }
    let freezer = Directory.names(cluster.path("/sys/fs/cgroup/freezer", on: host))
      .filter { $0.hasPrefix("qgui-") }
    let records = Directory.names(cluster.path(JobRecords.place, on: host))
    return memory + freezer.map { "freezer \($0)" } + records.map { "record \($0)" }
  }

  /// Sockets anywhere, and what xpra makes for as long as it runs.
  private static func inHome(of user: ClusterUser) -> [String] {
    FileTree.below(user.homeOutside).filter {
      FileTree.isSocket($0) || $0.contains("/.xpra/") || $0.hasSuffix("fakexinerama")
        || $0.hasSuffix("/core")
    }
  }

  private static func directories(below directory: String) -> [String] {
    Directory.names(directory).map { "\(directory)/\($0)" }.filter {
      FileTree.status($0).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
    }.flatMap { [$0] + directories(below: $0) }
  }
}

extension ClusterLeftovers: CustomStringConvertible {
  public var description: String { items.sorted().joined(separator: "\n") }
}
