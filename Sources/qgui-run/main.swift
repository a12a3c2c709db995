import Glibc
import Linux
import QGui

// One file, four duties: the stub that becomes PROGRAM or a server, the relay of PROGRAM's
// terminal, what qconnect asks of a node, and the command that users type.
Inheritance.mend()
_ = Inheritance.own
let words = Machine.arguments
switch words.first {
case ExecStub.verb: ExecStub.run(Array(words.dropFirst()))
case Relay.verb: Relay.run(Array(words.dropFirst()))
case let word? where NodeVerb.isWord(word): exit(NodeAnswer.run(words))
default: RunCommand.start()
}
