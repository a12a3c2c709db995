import QGui
import Testing

@Suite struct ShellCompletionTests {
  @Test(arguments: ["--generate-completion-script", "--generate-completion-script=bash"])
  func firstRequestSplits(_ request: String) {
    let split = ShellCompletion.split(["echo", "a", request, "b", request])
    #expect(split?.before == ["echo", "a"])
    #expect(split?.rest == [request, "b", request])
    #expect(ShellCompletion.split([request])?.before == [])
  }

  @Test(arguments: [[], ["echo"], ["--generate-completion-scripts"], ["--xpra=--generate"]])
  func otherWordsDoNot(_ words: [String]) { #expect(ShellCompletion.split(words) == nil) }
}
