import QGui
import Testing

@Suite struct AttachStatusTests {
  @Test(arguments: [
    AttachStatus(.waiting, program: "xterm"), AttachStatus(.found, program: "a = b\nphase = lost"),
    AttachStatus(.waiting, program: "tmux", hasTerminal: true),
    AttachStatus(.waiting, hasTerminal: true), AttachStatus(.found, program: "x", isStopped: true),
    AttachStatus(.closing), AttachStatus(.absent(last: nil)),
    AttachStatus(.absent(last: .exited(3))), AttachStatus(.notReady),
    AttachStatus(.ended(.displayFailed("a\nb"))), AttachStatus(.ended(nil)),
    AttachStatus(.lost(.takenOver)), AttachStatus(.lost(.restarted)), AttachStatus(.lost(.closed)),
    AttachStatus(.lost(.displayFailed)), AttachStatus(.lost(.displayTaken)),
  ])
  func comesBack(_ status: AttachStatus) {
    #expect(AttachStatus(text: status.text) == status)
  }

  @Test(arguments: ["", "phase", "phase = ", "phase = dancing", "program = x", "\0\u{fffd}"])
  func refuses(_ text: String) {
    #expect(AttachStatus(text: text) == nil)
  }

  @Test func theFirstValueCounts() {
    let text = "phase = found\nphase = ended\nnew = thing\nprogram = a\nprogram = b\n"
    #expect(AttachStatus(text: text) == AttachStatus(.found, program: "a"))
  }

  @Test func theTerminalFollowsTheProgram() {
    let status = AttachStatus(.waiting, program: "tmux", hasTerminal: true)
    #expect(status.text == "phase = waiting\nprogram = tmux\nterminal = yes\n")
  }

  /// What a node says that knows of no terminals, or a program that would like one.
  @Test(arguments: [
    "phase = waiting\nprogram = tmux\n", "phase = waiting\nterminal = no\n",
    "phase = waiting\nterminal = \n", "phase = waiting\nprogram = \\nterminal = yes\n",
  ])
  func hasNoTerminal(_ text: String) {
    #expect(AttachStatus(text: text)?.hasTerminal == false)
  }

  @Test func anUnknownLossIsAClosing() {
    #expect(AttachStatus(text: "phase = lost\nloss = later") == AttachStatus(.lost(.closed)))
  }
}
