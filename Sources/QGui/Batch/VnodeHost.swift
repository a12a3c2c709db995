/// Where a vnode of OpenPBS is: its name, which `exec_host` has, need not be its host's.
public enum VnodeHost {
  /// The arguments of pbsnodes(8B).
  public static func arguments(_ vnode: HostName) -> [String] { ["-v", "\(vnode)"] }

  /// The host's names in what `pbsnodes -v VNODE` prints: the mom's, then the one that jobs ask for.
  ///
  /// - Parameter text: not trusted; what is not a `HostName` is passed over.
  public static func names(of vnode: HostName, in text: String) -> [HostName] {
    var values: [Substring: Substring] = [:]
    var isOwn = false
    for line in text.split(separator: "\n") {
      guard line.first == " " || line.first == "\t" else {
        isOwn = line == vnode.description
        continue
      }
      guard isOwn, let equals = line.firstRange(of: " = ") else { continue }
      let name = line[..<equals.lowerBound].trimmed
      if values[name] == nil { values[name] = line[equals.upperBound...] }
    }
    let moms = values["Mom"].map { $0.split(separator: ",") } ?? []
    let hosts = moms + [values["resources_available.host"]].compactMap { $0 }
    var names: [HostName] = []
    for name in hosts.compactMap({ HostName($0.trimmed) })
    where name != vnode && !names.contains(name) {
      names.append(name)
    }
    return names
  }
}
