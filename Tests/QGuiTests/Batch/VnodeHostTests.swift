import QGui
import Testing
import Transcripts

private func names(_ vnode: String, _ text: String) throws -> [String] {
  VnodeHost.names(of: try #require(HostName(vnode)), in: text).map(\.description)
}

@Suite struct VnodeHostTests {
  @Test func ofARealServer() throws {
    let text = Transcripts.stdout("openpbs", "pbsnodes_v_vnode")
    #expect(try names("cn-9", text) == ["pbsnode02"])
    #expect(try names("cn-8", text) == [])
    #expect(try names("cn-9", Transcripts.stdout("openpbs", "pbsnodes_v_unknown")) == [])
  }

  @Test func everyNameOnce() throws {
    let text = """
      other
           Mom = evil.example
      r1i0n3
           Mom = ib0-17.cluster.example,r1i0n3.cluster.example
           Port = 15002
           resources_available.host = ib0-17
           Mom = second.example
           comment = a Mom = b
      """
    #expect(
      try names("r1i0n3", text) == [
        "ib0-17.cluster.example", "r1i0n3.cluster.example", "ib0-17",
      ])
    #expect(try names("other", text) == ["evil.example"])
  }

  /// One question about all that were not known.
  @Test func severalAtOnce() throws {
    let vnodes = ["gpu-1", "gpu-2", "n3", "n4"].compactMap { HostName($0) }
    #expect(VnodeHost.arguments(vnodes) == ["-v", "gpu-1", "gpu-2", "n3", "n4"])
    let text = """
      gpu-1
           Mom = big.example
      n3
           Mom = n3
      gpu-2
           Mom = big.example
           resources_available.host = big
      """
    let names = VnodeHost.names(of: vnodes, in: text).map { "\($0): \($1.map(\.description))" }
    #expect(names.sorted() == [#"gpu-1: ["big.example"]"#, #"gpu-2: ["big.example", "big"]"#])
  }

  /// What ssh would take for something else is no name.
  @Test(arguments: [
    "-oProxyCommand=x", "a b", "a;b", "", "a..b", "\u{1B}[2J", "a@b", "n1/0", "-", "[::1]",
  ])
  func strictNamesOnly(_ name: String) throws {
    let text = "n1\n     Mom = \(name)\n     resources_available.host = \(name)\n"
    #expect(try names("n1", text) == [])
  }

  /// In the order in which they are tried.
  @Test func withASitesDomain() throws {
    let suffix = try #require(HostSuffix("site.example"))
    func added(_ names: [String]) -> [String] {
      suffix.added(to: names.compactMap { HostName($0) }).map(\.description)
    }
    #expect(added(["n1", "n1.east.example"]) == ["n1", "n1.site.example", "n1.east.example"])
    #expect(added(["n1", "n1.site.example"]) == ["n1", "n1.site.example"])
    #expect(added(["n1.east.example"]) == ["n1.east.example"])
  }

  @Test func ofTheJob() throws {
    func hosts(_ lines: String) -> [String]? {
      let text = "Job Id: 7.s\n    Job_Owner = a@h\n    job_state = R\n    server = s\n\(lines)"
      return QstatReport(text).flatMap { JobReport($0) }?.hostNames.map(\.description)
    }
    let short = "    exec_host = n1/0*2+n2/0\n"
    #expect(hosts(short) == ["n1"])
    #expect(
      hosts(short + "    exec_host2 = n1.east.example:15002/0*2+n2.west.example:15002/0\n")
        == ["n1", "n1.east.example"])
    #expect(hosts(short + "    exec_host2 = -oX=y:15002/0\n") == ["n1"])
    #expect(hosts(short + "    exec_host2 = n1:15002/0\n") == ["n1"])
    // A second one may be its owner's own text.
    #expect(hosts(short + "    exec_host2 = a:1/0\n    exec_host2 = b:1/0\n") == nil)
  }
}
