import QGui
import Testing

@Suite struct HostNameTests {
  @Test(arguments: [
    ("node01", "node01"), ("N1.cluster.example", "N1"), ("gpu_3", "gpu_3"), ("3com", "3com"),
    ("10.77.0.99", "10"), ("a", "a"), ("xn--bcher-kva.example", "xn--bcher-kva"),
  ])
  func takes(_ text: String, short: String) {
    #expect(HostName(text)?.description == text)
    #expect(HostName(text)?.short == short)
  }

  @Test(arguments: [
    "", ".", "a.", ".a", "a..b", "-a", "a-", "_a", "a_", "a b", "a\n", "a\0", "a/b", "a@b", "a:1",
    "[::1]", "-oProxyCommand=id", "$(id)", "bücher", "a\u{301}", "a;b", "a'b",
    String(repeating: "a", count: 64), String(repeating: "a.", count: 126) + "ab",
  ])
  func refuses(_ text: String) {
    #expect(HostName(text) == nil)
  }

  @Test func takesTheLongest() {
    #expect(HostName(String(repeating: "a.", count: 126) + "a")?.short == "a")
    #expect(HostName(String(repeating: "a", count: 63)) != nil)
  }
}
