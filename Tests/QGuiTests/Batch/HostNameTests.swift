import QGui
import Testing

@Suite struct HostNameTests {
  @Test(arguments: [
    "node01", "N1.cluster.example", "gpu_3", "3com", "10.77.0.99", "a", "xn--bcher-kva.example",
  ])
  func takes(_ text: String) {
    #expect(HostName(text)?.description == text)
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
    #expect(HostName(String(repeating: "a.", count: 126) + "a") != nil)
    #expect(HostName(String(repeating: "a", count: 63)) != nil)
  }
}
