import QGui
import Testing

@Suite struct NodeVerbTests {
  static let nonce = AttachHello.nonce(from: (1, 2))
  static let job = AttachTarget(key: "8[1]")!

  @Test(
    arguments: [
      (.serve(job, nonce: nonce), ["--serve", "8[1]", nonce]),
      (.serveAgain(job, nonce: nonce), ["--serve-again", "8[1]", nonce]),
      (.end(job, nonce: nonce), ["--end", "8[1]", nonce]),
      (.report(nonce: nonce), ["--report", nonce]),
      (.terminal(AttachTarget(key: ":100")!), ["--terminal", ":100"]),
    ] as [(NodeVerb, [String])])
  func comesBack(_ verb: NodeVerb, _ words: [String]) {
    #expect(verb.words == words)
    #expect(NodeVerb(words: words) == verb)
    #expect(NodeVerb.isWord(words[0]))
  }

  @Test(arguments: [
    [], ["--serve"], ["--serve", "8[1]"], ["--serve", "8[1]", "x"], ["--end", "8[]", nonce],
    ["--end", "8[1].server", nonce], ["--end", "8[1]", nonce, nonce], ["--report"],
    ["--report", "8[1]"], ["--report", nonce, nonce], ["--terminal"], ["--terminal", "../x"],
    ["--terminal", "8[1]", nonce], ["--terminal", ":2147483648"], ["--mem", "8[1]", nonce],
  ])
  func refuses(_ words: [String]) {
    #expect(NodeVerb(words: words) == nil)
  }

  /// Who comes back takes nothing from whoever has come meanwhile, and is not its own rival.
  @Test func rivals() throws {
    let other = String(repeating: "f", count: 32)
    let job = try AttachTarget(operand: "8[1]")
    let again = NodeVerb.serveAgain(job, nonce: Self.nonce)
    #expect(again.isRival(commandLine: ["/q/qgui-run", "--serve", "8[1]", other]))
    #expect(again.isRival(commandLine: ["qgui-run", "--serve-again", "8[1]", other]))
    #expect(!again.isRival(commandLine: ["qgui-run", "--serve", "8[1]", Self.nonce]))
    #expect(!again.isRival(commandLine: ["qgui-run", "--serve", "8[2]", other]))
    #expect(!again.isRival(commandLine: ["qgui-run", "--end", "8[1]", other]))
    #expect(!again.isRival(commandLine: []))
    let first = NodeVerb.serve(job, nonce: Self.nonce)
    #expect(!first.isRival(commandLine: ["qgui-run", "--serve", "8[1]", other]))
  }

  @Test(arguments: ["", "--stub", "--mem", "--serve ", "serve", "tmux"])
  func isNoVerb(_ word: String) {
    #expect(!NodeVerb.isWord(word))
  }
}
