/// Where a vnode of OpenPBS is: its name, which `exec_host` has, need not be its host's.
public enum VnodeHost {
  /// The arguments of pbsnodes(8B), for one question about all of them.
  public static func arguments(_ vnodes: [HostName]) -> [String] {
    ["-v"] + vnodes.map(\.description)
  }

  /// The hosts' names by vnode; a vnode without another name than its own is left out.
  ///
  /// - Parameter text: not trusted.
  public static func names(of vnodes: [HostName], in text: String) -> [HostName: [HostName]] {
    let all = vnodes.map { ($0, names(of: $0, in: text)) }.filter { !$0.1.isEmpty }
    return Dictionary(all) { one, _ in one }
  }

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
