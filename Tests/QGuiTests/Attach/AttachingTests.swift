import QGui
import Testing

@Suite struct AttachingTests {
  private func attached() -> Attaching {
    var machine = Attaching()
    _ = machine.handle(.status(AttachStatus(.waiting, program: "xterm")))
    _ = machine.handle(.status(AttachStatus(.found, program: "xterm")))
    return machine
  }

  @Test func theUsualWay() {
    var machine = Attaching()
    #expect(
      machine.handle(.status(AttachStatus(.waiting, program: "xterm"))) == [.tell(program: "xterm")]
    )
    #expect(machine.handle(.status(AttachStatus(.found, program: "xterm"))) == [.openFlow])
    #expect(machine.handle(.signal) == [.finish(.detached)])
    #expect(machine.handle(.signal) == [])
  }

  @Test func aClientThatGaveUpWaitingIsStartedAgain() {
    var machine = Attaching()
    #expect(machine.handle(.clientExited(1)) == [])
    #expect(machine.handle(.status(AttachStatus(.found))) == [.restartClient, .openFlow])
    #expect(
      machine.handle(.clientExited(1))
        == [.hangUp, .setDeadline(Attaching.reasonPatience)])
  }

  @Test func aClientThatLeaves() {
    for status: Int32 in [0, 1] {
      var machine = attached()
      #expect(machine.handle(.clientExited(status)).first == .hangUp)
      #expect(machine.handle(.status(AttachStatus(.closing))) == [])
      #expect(
        machine.handle(.status(AttachStatus(.lost(.closed)))) == [.finish(.clientLeft(status))])
    }
  }

  /// Whatever the client does: it may hang.
  @Test func aTerminalThatIsLeft() {
    var machine = attached()
    let asks: [Attaching.Action] = [.hangUp, .setDeadline(Attaching.reasonPatience)]
    #expect(machine.handle(.terminalLeft) == asks)
    #expect(machine.handle(.status(AttachStatus(.lost(.closed)))) == [.finish(.clientLeft(0))])
    machine = attached()
    #expect(machine.handle(.terminalLeft) == asks)
    #expect(machine.handle(.clientExited(1)) == [])
    #expect(
      machine.handle(.status(AttachStatus(.ended(.exited(0))))) == [.finish(.ended(.exited(0)))])
  }

  @Test func aClientThatLeavesForAReason() {
    for phase in [AttachStatus.Phase.lost(.takenOver), .ended(.exited(0)), .lost(.restarted)] {
      var machine = attached()
      _ = machine.handle(.clientExited(1))
      let actions = machine.handle(.status(AttachStatus(phase)))
      switch phase {
      case .lost(let loss): #expect(actions == [.finish(.lost(loss))])
      default: #expect(actions == [.finish(.ended(.exited(0)))])
      }
    }
  }

  @Test func aNodeThatDoesNotSayWhy() {
    var machine = attached()
    _ = machine.handle(.clientExited(0))
    #expect(machine.handle(.deadline) == [.finish(.clientLeft(0))])
    machine = attached()
    _ = machine.handle(.status(AttachStatus(.closing)))
    #expect(machine.handle(.deadline) == [.finish(.lost(.closed))])
  }

  @Test func theServerHangsUp() {
    var machine = attached()
    #expect(
      machine.handle(.status(AttachStatus(.closing)))
        == [.closeClient, .setDeadline(Attaching.reasonPatience)])
    #expect(machine.handle(.clientExited(1)) == [])
    #expect(machine.handle(.status(AttachStatus(.lost(.closed)))) == [.finish(.lost(.closed))])
  }

  @Test func theNodesEndIsGone() {
    var machine = Attaching()
    let failure = NodeFailure(exitStatus: 255, text: "", node: nil)
    #expect(machine.handle(.nodeEnded(failure)) == [.finish(.nodeFailed(failure))])
    machine = attached()
    #expect(machine.handle(.nodeEnded(nil)) == [.finish(.connectionLost)])
    machine = attached()
    #expect(machine.handle(.garbled) == [.finish(.connectionLost)])
  }

  @Test func nothingToAttachTo() {
    var machine = Attaching()
    #expect(
      machine.handle(.status(AttachStatus(.absent(last: .killed))))
        == [.finish(.absent(last: .killed))])
    machine = Attaching()
    #expect(machine.handle(.status(AttachStatus(.notReady))) == [.finish(.notReady)])
    machine = Attaching()
    #expect(machine.handle(.otherVersion) == [.finish(.otherVersion)])
    machine = Attaching()
    #expect(machine.handle(.flooded) == [.finish(.flooded)])
  }

  @Test func aLateFoundChangesNothing() {
    var machine = attached()
    #expect(machine.handle(.status(AttachStatus(.found))) == [])
  }
}
