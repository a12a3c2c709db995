import Glibc
import Linux
import QGui

/// What qconnect asks of a node, with its exit status.
enum NodeAnswer {
  static func run(_ words: [String]) -> Int32 {
    guard let verb = NodeVerb(words: words) else {
      say("\(words[0]) is what qconnect asks for: type qconnect JOB")
      return ExitStatus.usage
    }
    do {
      try SignalSource.hold()
      try answer(verb)
      return ExitStatus.success
    } catch is QConnectLine.Left {
      return ExitStatus.success
    } catch let refusal as Refusal {
      say(refusal.sentence)
      return refusal.status
    } catch {
      say("\(error)")
      return ExitStatus.unavailable
    }
  }

  private static func answer(_ verb: NodeVerb) throws {
    switch verb {
    case .serve(let target, let nonce), .serveAgain(let target, let nonce):
      let isRivalled = ProcFS.ownCommandLines.contains(where: verb.isRival)
      var isAgain = false
      if case .serveAgain = verb { isAgain = true }
      try ServeCommand.run(target, nonce: nonce, isAgain: isAgain, isRivalled: isRivalled)
    case .end(let target, let nonce): try EndCommand.run(target, nonce: nonce)
    case .why(let target, let nonce): try WhyCommand.run(target, nonce: nonce)
    case .report(let nonce): try ReportCommand.run(nonce: nonce)
    case .terminal(let target): try TerminalCommand.run(target)
    }
  }
}
