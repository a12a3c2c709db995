/// Nodes that did not say in time which sessions they have.
public enum SilentNodes {
  /// More than these are counted, not named.
  private static let mostNamed = 3

  /// Nil where there are none of these nodes.
  public static func line(_ nodes: [HostName]) -> String? {
    guard !nodes.isEmpty else { return nil }
    let names = nodes.map(\.description).sorted().joined(separator: ", ")
    let who = nodes.count > mostNamed ? "\(nodes.count) nodes" : names
    return "\(who) did not answer; a session of yours may be there"
  }
}
