import QGui
import TestSupport
import Testing

extension OneNode {
  /// From PROGRAM on the command line is PROGRAM's, even what the parser looks for everywhere.
  @Suite struct ProgramsWordsTests {
    private let request = "--generate-completion-script=bash"

    @Test func ofQGuiRun() throws {
      try Node.run { node in
        let words = ["a", request, "--", "--help", request]
        let job = Job(["sh", "-c", #"printf '%s\n' "$@""#, "sh"] + words, of: node.alice)
        let session = try node.start(job)
        #expect(try session.exitStatus() == 0)
        #expect(session.output == words.joined(separator: "\n") + "\n")
      }
    }

    @Test func ofQConnect() throws {
      try Node.run { node in
        let qconnect = node.setting.programs + "/qconnect"
        let said = try node.capture(
          [qconnect, "--dry-run", "-g", "xterm", "-e", request], as: node.alice)
        #expect(said.output.hasSuffix("exec qgui-run xterm -e \(request)\n"), "\(said)")
      }
    }

    /// Names of files are bytes.
    @Test func ofQConnectAsTheyAre() throws {
      try Node.run { node in
        let command =
          #"\#(node.setting.programs)/qconnect --dry-run -g xterm "$(printf 'f\377')" | od -An -c"#
        let said = try node.capture(["sh", "-c", command], as: node.alice)
        #expect(said.output.contains("f 377"), "\(said)")
      }
    }

    @Test(arguments: ["qgui-run", "qconnect", "qgui-node"])
    func ownCompletionIsStillPrinted(_ program: String) throws {
      try Node.run { node in
        let said = try node.capture(
          [node.setting.programs + "/" + program, request], as: node.alice)
        #expect(said.output.contains("complete "))
      }
    }

    @Test(arguments: ["prologue", "epilogue", "precancel"], ["--help", "-h"])
    func helpOfAHook(_ verb: String, _ request: String) throws {
      try Node.run { node in
        let said = try node.capture([node.qguiNode, verb, request], as: node.alice)
        #expect(said.output.contains("USAGE: qgui-node \(verb) "))
      }
    }
  }
}
