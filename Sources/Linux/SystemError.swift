import SystemPackage

/// A system call that failed: what was tried, on which path, and errno.
public struct SystemError: Error, CustomStringConvertible {
  public let action: String
  public let errno: Errno

  public init(_ action: String, _ errno: Errno) {
    self.action = action
    self.errno = errno
  }

  public var description: String { "\(action): \(errno)" }

  /// Of fork(2) or posix_spawn(3): EAGAIN tells of a limit.
  static func starting(_ what: String, _ errno: Errno) -> SystemError {
    let isLimit = errno == .resourceTemporarilyUnavailable
    return SystemError("start \(what)" + (isLimit ? " beside so many (ulimit -u)" : ""), errno)
  }
}

/// The result of a C function that answers -1 and sets errno, tried again after EINTR.
@discardableResult
func check(_ action: @autoclosure () -> String, _ call: () -> Int32) throws -> Int32 {
  while true {
    let result = call()
    if result >= 0 { return result }
    let errno = Errno(rawValue: currentErrno())
    if errno != .interrupted { throw SystemError(action(), errno) }
  }
}
