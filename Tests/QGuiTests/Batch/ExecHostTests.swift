import QGui
import Testing

@Suite struct ExecHostTests {
  @Test(arguments: [
    ("pbsnode01/0*2", ["pbsnode01"], 2), ("node01/0*2+node02/0", ["node01", "node02"], 2),
    ("node01/0-3+node02/4,6", ["node01", "node02"], 4), ("n/4,6-8,10", ["n"], 5),
    ("node01/3+node01/2+node02/7", ["node01", "node02"], 2),
    ("tqnode03/0+tqnode02/0-1+tqnode01/2-3", ["tqnode03", "tqnode02", "tqnode01"], 1),
    ("n/0*0", ["n"], 0), ("n.cluster.example/0", ["n.cluster.example"], 1),
  ])
  func parses(_ text: String, hosts: [String], slots: Int) throws {
    let execHost = try #require(ExecHost(text))
    #expect(execHost.hosts.map(\.description) == hosts)
    #expect(execHost.slots(on: execHost.first) == slots)
    #expect(try execHost.slots(on: #require(HostName("elsewhere"))) == nil)
  }

  @Test func slurmCounts() throws {
    let execHost = try #require(ExecHost("node01/2+node02/3", isSlurm: true))
    #expect(execHost.hosts.map { execHost.slots(on: $0) } == [2, 3])
    #expect(ExecHost("node01/0-3", isSlurm: true) == nil)
  }

  @Test(arguments: [
    "", "n", "n/", "/0", "n/x", "n/-1", "n/0+", "+n/0", "n/0++m/0", "n/0*", "n/*2", "n/0*2*3",
    "n/3-0", "n/0-1-2", "n/0,", "n/00", "n/1000000", "n/0*1000000", "n/0 ", " n/0", "n/0\n",
    "-oProxyCommand=id/0", "$(id)/0", "n;id/0", "n/0/1", "n/99999999999999999999999999",
  ])
  func refuses(_ text: String) {
    #expect(ExecHost(text) == nil)
  }

  @Test func takesManyHosts() {
    let text = (0..<200_000).map { "n\($0)/0-3" }.joined(separator: "+")
    #expect(ExecHost(text)?.hosts.count == 200_000)
    #expect(ExecHost(String(repeating: "+", count: 1_000_000)) == nil)
  }
}
