import Glibc
import Linux

// One file, three duties: the stub that becomes PROGRAM or a server, the node's end of a
// qconnect, and the command that users type.
if ExecStub.isAsked { ExecStub.run() }
if CommandLine.arguments.dropFirst().first == ServeCommand.verb {
  exit(ServeCommand.run(Array(CommandLine.arguments.dropFirst(2))))
}
RunCommand.main()
