import Glibc
import Linux

// One file, three duties: the stub that becomes PROGRAM or a server, the node's end of a
// qconnect, and the command that users type.
let words = Array(CommandLine.arguments.dropFirst())
switch words.first {
case ExecStub.verb: ExecStub.run(Array(words.dropFirst()))
case ServeCommand.verb: exit(ServeCommand.run(Array(words.dropFirst())))
default: RunCommand.start()
}
