import QGui
import Testing

@Suite struct SilentNodesTests {
  @Test(arguments: [
    ([], String?.none), (["n2"], "n2"), (["n3", "n1", "n2"], "n1, n2, n3"),
    (["n1", "n2", "n3", "n4"], "4 nodes"),
  ])
  func line(_ names: [String], _ who: String?) {
    let line = SilentNodes.line(names.compactMap { HostName($0) })
    #expect(line == who.map { "\($0) did not answer; a session of yours may be there" })
  }
}
