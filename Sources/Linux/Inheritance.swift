import CLinux
import Glibc
import QGui

/// What a program is given by its caller, beside words and environment: none of it may decide what our
/// programs make, and PROGRAM is to have it as if there were no qgui-run.
public struct Inheritance: Sendable {
  /// The mode bits that new files do not get (umask(2)).
  private let mask: mode_t
  /// The soft limits that were raised, by resource (setrlimit(2)).
  private let limits: [Int32: UInt64]
  /// Signals that were ignored.
  public let ignored: [Int32]

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

  /// This process's own. The first use takes its place: what this process makes from then on is its
  /// user's alone, and only hard limits hold for it.
  public static let own = Inheritance()

  private init() {
    mask = umask(0o077)
    ignored = (1...31).filter { $0 != SIGCHLD && clinux_signal_is_ignored($0) }
    limits = Self.raised.reduce(into: [:]) { limits, resource in
      var (soft, hard) = (UInt64.max, UInt64.max)
      guard clinux_limit(resource, &soft, &hard) == 0, soft < Self.wanted(resource, hard),
        clinux_set_soft_limit(resource, Self.wanted(resource, hard)) == 0
      else { return }
      limits[resource] = soft
    }
  }

  private static let openFiles = Int32(RLIMIT_NOFILE.rawValue)
  private static let raised =
    [openFiles]
    + [RLIMIT_CPU, RLIMIT_FSIZE, __RLIMIT_NPROC, RLIMIT_AS, RLIMIT_DATA].map { Int32($0.rawValue) }

  /// Programs that use select(2) work with numbers of files below 1024.
  private static func wanted(_ resource: Int32, _ hard: UInt64) -> UInt64 {
    resource == openFiles ? min(hard, 1024) : hard
  }
}

extension Inheritance {
  /// What `restore` needs in another process: the umask in octal, then each limit.
  public var text: String {
    ([String(mask, radix: 8)] + limits.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" })
      .joined(separator: ",")
  }

  /// Gives this process what `text` says.
  public static func restore(_ text: String) {
    let parts = text.split(separator: ",")
    if let mask = parts.first.flatMap({ mode_t($0, radix: 8) }) { umask(mask) }
    for part in parts.dropFirst() {
      let numbers = part.split(separator: ":")
      guard numbers.count == 2, let resource = Int32(numbers[0]), let soft = UInt64(numbers[1])
      else { continue }
      _ = clinux_set_soft_limit(resource, soft)
    }
  }
}

extension Inheritance {
  /// How many files this process may have open; nil for no limit.
  public static var mostOpenFiles: UInt64? { limit(openFiles) }

  /// The soft limits that batch systems set, as PROGRAM has them; nil for none.
  public var addressSpace: MemorySize? { memory(Int32(RLIMIT_AS.rawValue)) }
  public var data: MemorySize? { memory(Int32(RLIMIT_DATA.rawValue)) }
  /// In seconds of CPU time, for each process: OpenPBS makes the job's cput such a limit.
  public static var cpuTime: UInt64? { limit(Int32(RLIMIT_CPU.rawValue)) }
  public var resident: MemorySize? { memory(Int32(__RLIMIT_RSS.rawValue)) }

  private func memory(_ resource: Int32) -> MemorySize? {
    (limits[resource] ?? Self.limit(resource)).map { MemorySize(bytes: $0) }
  }

  private static func limit(_ resource: Int32) -> UInt64? {
    var (soft, hard) = (UInt64.max, UInt64.max)
    guard clinux_limit(resource, &soft, &hard) == 0, soft != .max else { return nil }
    return soft
  }
}
