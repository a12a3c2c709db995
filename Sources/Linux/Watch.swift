import CLinux
import SystemPackage

/// inotify(7): a descriptor that is readable when something happened.
public struct Watch {
  public let descriptor: FileDescriptor

  /// Names made in, or moved to, a directory, and what is written to its files.
  public init(directory: String) throws {
    descriptor = FileDescriptor(
      rawValue: try check("watch \(directory)") { clinux_watch_directory(directory) })
  }

  /// Changes of one file.
  public init(file: String) throws {
    descriptor = FileDescriptor(
      rawValue: try check("watch \(file)") { clinux_watch_file(file) })
  }

  /// An eventfd(2), for kernels that tell through one.
  public init(eventDescriptor: ()) throws {
    descriptor = FileDescriptor(rawValue: try check("eventfd") { clinux_eventfd() })
  }

  /// Forgets what happened so far; false when nothing had.
  @discardableResult
  public func drain() -> Bool { clinux_drain(descriptor.rawValue) }

  public func close() { try? descriptor.close() }
}
