import Glibc
import Linux

/// Something that should have come true and did not.
public struct TimedOut: Error, CustomStringConvertible {
  public let description: String
}

/// Waits until `condition` gives a value, and gives it on. Tests wait for conditions, never for
/// a time; the deadline is generous, as a busy machine is no failure. `milliseconds` lie between two
/// looks: more of them where a look starts processes.
///
/// Disfavored, or a closure that gives `false` would be one that has given a value.
@_disfavoredOverload
public func eventually<Value>(
  _ what: @autoclosure () -> String, within seconds: UInt64 = 30, every milliseconds: UInt32 = 2,
  _ condition: () throws -> Value?
) throws -> Value {
  let deadline = Instant.after(seconds * 1000)
  while true {
    if let value = try condition() { return value }
    guard Instant.now < deadline else {
      throw TimedOut(description: "not within \(seconds) s: \(what())")
    }
    usleep(milliseconds * 1000)
  }
}

/// Waits until `condition` holds.
public func eventually(
  _ what: @autoclosure () -> String, within seconds: UInt64 = 30, every milliseconds: UInt32 = 2,
  _ condition: () throws -> Bool
) throws {
  let _: Void = try eventually(what(), within: seconds, every: milliseconds) {
    try condition() ? () : nil
  }
}
