import QGui
import Testing

@Suite struct AttachStatusTests {
  @Test(arguments: [
    AttachStatus(.waiting, program: "xterm"), AttachStatus(.found, program: "a = b\nphase = lost"),
    AttachStatus(.closing), AttachStatus(.absent(last: nil)),
    AttachStatus(.absent(last: .exited(3))), AttachStatus(.notReady),
    AttachStatus(.ended(.displayFailed("a\nb"))), AttachStatus(.ended(nil)),
    AttachStatus(.lost(.takenOver)), AttachStatus(.lost(.restarted)), AttachStatus(.lost(.closed)),
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

  @Test func anUnknownLossIsAClosing() {
    #expect(AttachStatus(text: "phase = lost\nloss = later") == AttachStatus(.lost(.closed)))
  }
}
