import Glibc

/// The first three descriptors of a program that was started without one of them.
public enum StandardDescriptors {
  /// /dev/null takes the place of each that is closed: a socket of ours would be given its number, and
  /// be written to as standard output.
  public static func fill() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest number that is free: this one.
      _ = open("/dev/null", O_RDWR)
    }
  }
}
