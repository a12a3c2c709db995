import QGui
import Testing

@Suite struct TerminalSessionTests {
  @Test(arguments: ["tmux", "/usr/bin/tmux", "./tmux"])
  func isAsked(_ program: String) {
    #expect(TerminalSession.isAsked(program: program, arguments: []))
    #expect(!TerminalSession.isAsked(program: program, arguments: ["-V"]))
    #expect(!TerminalSession.isAsked(program: program, arguments: [""]))
  }

  @Test(arguments: ["", "/", "tmux2", "tmux/", "/opt/tmux/bin/sh", "Tmux", "xterm"])
  func isNotAsked(_ program: String) {
    #expect(!TerminalSession.isAsked(program: program, arguments: []))
  }

  @Test func serverStaysInTheForeground() {
    let files = SessionFiles(directory: "/tmp/qgui-7/442611")
    #expect(TerminalSession.serverArguments(files) == ["-S", "/tmp/qgui-7/442611/tmux", "-D"])
  }

  /// A socket's path is at most 107 bytes (unix(7)).
  @Test func theLongestPathIsShortEnough() throws {
    let job = try JobID("\(JobID.largestNumber)[\(JobID.largestNumber)]")
    let files = SessionFiles(directory: "/tmp/qgui-\(UInt32.max)-XXXXXX/\(job.directoryName)")
    #expect(files.terminal.utf8.count <= 107)
  }

  @Test func becomesAClientOfTheServer() {
    let server = [
      "PATH": "/opt/app/bin:/usr/bin", "DISPLAY": ":442611", "TMUX": "/tmp/other,1,0",
      "TMUX_PANE": "%1", "TERM": "dumb", "QGUI_SESSION": "f00",
    ]
    let command = TerminalSession.command(
      path: "/opt/tmux/bin/tmux", socket: "/d/tmux", server: server, terminalName: "xterm")
    #expect(
      command.arguments == [
        "-u", "-N", "-S", "/d/tmux", "set-option", "-g", "update-environment", "", ";",
        "new-session", "-A", "-s", "qgui", ";", "set-option", "-s", "exit-empty", "on",
      ])
    #expect(command.path == "/opt/tmux/bin/tmux")
    #expect(
      command.environment == [
        "PATH": "/opt/app/bin:/usr/bin", "DISPLAY": ":442611", "TERM": "xterm",
      ])
  }

  @Test func withoutATerminalThereIsNoTerm() {
    let command = TerminalSession.command(
      path: "tmux", socket: "/d/tmux", server: ["TERM": "dumb"], terminalName: nil)
    #expect(command.environment.isEmpty)
  }

  @Test func saysWhatASessionHasInstead() throws {
    let report = try AttachTarget(operand: "8[1]").withoutTerminal(program: "x\u{1B}[2Jterm")
    #expect(
      report
        == AttachReport(
          ExitStatus.unavailable,
          #"job 8[1] runs x\u{1b}[2Jterm, in windows alone: it has no terminal"#))
  }
}
