import SystemPackage

/// Waiting for descriptors: one poll(2), without a timeout unless there is a deadline.
public enum Poll {
  /// Those that can be read or were closed; none when the deadline has passed.
  public static func wait(
    reading: [FileDescriptor], until deadline: Instant?
  ) throws -> Set<FileDescriptor> {
    let wanted = reading.map { Readiness($0, reads: true) }
    while true {
      let ready = try wait(wanted, until: deadline).filter { $0.reads || $0.hangsUp }
      let isOver = deadline.map { $0 <= .now } ?? false
      if !ready.isEmpty || isOver { return Set(ready.map(\.descriptor)) }
    }
  }
}
