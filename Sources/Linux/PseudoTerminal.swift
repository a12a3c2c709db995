import CLinux
import QGui
import SystemPackage

/// A new terminal: the side that a program takes for one, and the side of whoever plays its
/// keyboard and screen (pty(7)).
public struct PseudoTerminal {
  /// What is written here is typed, what is read here was printed. Non-blocking. When the last of
  /// its copies is closed, the terminal hangs up: SIGHUP.
  public let master: FileDescriptor
  public let slave: FileDescriptor

  /// Throws when there are no more terminals to be had: `/proc/sys/kernel/pty/max`.
  public init(_ terminal: ProgramTerminal) throws {
    var pair: [Int32] = [-1, -1]
    try check("make a terminal") {
      clinux_open_pty(
        Int32(ProgramTerminal.rows), Int32(ProgramTerminal.columns), terminal.endsLinesAsInFiles,
        &pair)
    }
    master = FileDescriptor(rawValue: pair[0])
    slave = FileDescriptor(rawValue: pair[1])
  }

  /// This process leads a session of its own from now on, in the foreground of the terminal that
  /// is its standard input. Throws where it leads a process group: setsid(2).
  public static func takeOver() throws {
    try check("take over the terminal") { clinux_take_over_terminal() }
  }
}
