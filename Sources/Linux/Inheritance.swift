import Glibc

/// What a program is given by whoever starts it, beside words and environment.
public enum Inheritance {
  /// Mends what no program of ours could work with: before anything else.
  public static func mend() {
    fillStandardDescriptors()
    // Ignored, as after trap '' CHLD, it is never told, and the kernel reaps in our place: sigaction(2).
    signal(SIGCHLD, SIG_DFL)
  }

  /// /dev/null takes the place of each that is closed: a socket of ours would be given its number, and
  /// be written to as standard output.
  private static func fillStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest number that is free: this one.
      _ = open("/dev/null", O_RDWR)
    }
  }
}
