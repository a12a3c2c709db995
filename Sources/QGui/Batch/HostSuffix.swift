/// The domain that makes a node's short name a name that others find.
public struct HostSuffix: Hashable, Sendable, CustomStringConvertible {
  /// With a dot in front: after any host name of one label it makes a `HostName`.
  public let description: String

  /// Reads `.cluster.example` and `cluster.example`.
  ///
  /// - Returns: nil for anything but a host name of at most 189 characters.
  public init?(_ text: String) {
    let domain = text.utf8.first == UInt8(ascii: ".") ? text.utf8.dropFirst() : text[...].utf8
    // A label has at most 63 characters, a name 253, and here is a dot between them.
    guard domain.count <= 253 - 63 - 1, let name = HostName(Substring(domain)) else { return nil }
    description = ".\(name)"
  }

  /// The same names, and behind each without a domain the one with this domain.
  ///
  /// - Parameter names: of one host, in the order in which they are tried.
  public func added(to names: [HostName]) -> [HostName] {
    let all = names.flatMap { name in
      name.description.contains(".")
        ? [name] : [name] + [HostName("\(name)\(self)")].compactMap { $0 }
    }
    return all.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
