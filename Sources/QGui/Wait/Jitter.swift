/// Keeps many who wait for the same thing from asking at the same moment.
enum Jitter {
  /// `milliseconds` and up to a fifth more.
  ///
  /// - Parameter random: any number, each as likely as the others.
  static func added(to milliseconds: UInt64, random: UInt32) -> UInt64 {
    milliseconds + milliseconds * UInt64(random) / (5 * UInt64(UInt32.max))
  }
}
