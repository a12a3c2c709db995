/// A session for people who want a shell: its PROGRAM is a tmux server, to which
/// `qgui-run --terminal` connects a terminal (tmux(1)).
public enum TerminalSession {
  /// `qgui-run tmux`. With arguments tmux is a program like any other.
  ///
  /// - Parameter program: as it was typed or found.
  public static func isAsked(program: String, arguments: [String]) -> Bool {
    arguments.isEmpty && program.split(separator: "/").last == "tmux" && !program.hasSuffix("/")
  }

  /// PROGRAM's arguments. With `-D` the server stays where the runner sees it, and waits for a
  /// first terminal; it takes no command, so that the first terminal makes the shell.
  public static func serverArguments(_ files: SessionFiles) -> [String] {
    ["-S", files.terminal, "-D"]
  }

  /// What the caller's terminal becomes: one shell for all, which lives on when the terminal goes,
  /// and whose end is the server's and so the session's.
  ///
  /// - Parameters:
  ///   - path: the server's own file: tmux understands no other version of itself.
  ///   - server: the server's environment.
  ///   - terminalName: TERM of the caller, who has the terminal.
  public static func command(
    path: String, socket: String, server: [String: String], terminalName: String?
  ) -> Command {
    Command(
      path: path,
      arguments: [
        // UTF-8 whatever the locale, and no new server where the session's is gone.
        "-u", "-N", "-S", socket,
        // Nothing of a log-in goes into the shell, whatever its X, agent or console.
        "set-option", "-g", "update-environment", "", ";",
        "new-session", "-A", "-s", "qgui", ";",
        "set-option", "-s", "exit-empty", "on",
      ],
      environment: environment(server, terminalName: terminalName))
  }

  /// The first shell takes its PATH from the client: it is to be the job's too. A TMUX would be
  /// that of another server, in which this one must not be nested.
  private static func environment(
    _ server: [String: String], terminalName: String?
  ) -> [String: String] {
    var result = server
    result["TMUX"] = nil
    result["TMUX_PANE"] = nil
    result["TERM"] = terminalName
    // The client is of a log-in, and no process of PROGRAM.
    result[SessionEnvironment.programMark] = nil
    return result
  }
}

extension AttachTarget {
  /// Why a session has no terminal. `program` is not trusted.
  public func withoutTerminal(program: String) -> AttachReport {
    let program = program.isEmpty ? title : program.printable(limit: 60)
    return AttachReport(
      ExitStatus.unavailable,
      "\(title) runs \(program), in windows alone: it has no terminal")
  }
}
