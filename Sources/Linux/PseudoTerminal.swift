import CLinux
import SystemPackage

/// A new terminal: the side that a program takes for one, and the side of whoever plays its
/// keyboard and screen (pty(7)).
public struct PseudoTerminal {
  /// What is written here is typed, what is read here was printed. Non-blocking. When the last of
  /// its copies is closed, the terminal hangs up: SIGHUP.
  public let master: FileDescriptor
  public let slave: FileDescriptor

  /// Throws when there are no more terminals to be had: `/proc/sys/kernel/pty/max`.
  ///
  /// What is printed comes out as it is, with LF for the end of a line: the job's output is a file,
  /// or a terminal that makes CR LF of it (termios(3), OPOST).
  public init(rows: UInt16, columns: UInt16) throws {
    var pair: [Int32] = [-1, -1]
    try check("make a terminal") {
      clinux_open_pty(Int32(rows), Int32(columns), &pair)
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
