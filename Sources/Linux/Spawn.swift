import CLinux
import Glibc
import QGui
import SystemPackage

/// Starting programs: an empty signal mask, default dispositions, and no descriptor but those
/// that were named, unless the child is to have what this process was given.
public enum Spawn {
  /// What becomes the child's descriptors 0, 1, 2 and on.
  public struct Descriptors {
    public var list: [FileDescriptor]

    public init(
      input: FileDescriptor, output: FileDescriptor, error: FileDescriptor,
      more: [FileDescriptor] = []
    ) {
      list = [input, output, error] + more
    }

    /// The parent's own.
    public static var inherited: Descriptors {
      Descriptors(input: .standardInput, output: .standardOutput, error: .standardError)
    }
  }

  /// Starts `command`; `name` is its argv[0], else its path. The child is to be reaped.
  ///
  /// - Parameter keptSignals: those that stay ignored where they are, as nohup(1) wants it.
  public static func start(
    _ command: Command, name: String? = nil, descriptors: Descriptors = .inherited,
    newSession: Bool = false, keepsOthers: Bool = false, keptSignals: [Int32] = []
  ) throws -> Int32 {
    let environment = command.environment.map { "\($0.key)=\($0.value)" }.sorted()
    var pid: Int32 = 0
    let error = withCStrings([name ?? command.path] + command.arguments) { arguments in
      withCStrings(environment) { environment in
        command.path.withSystemString { path in
          withBuffers(descriptors.list.map(\.rawValue), keptSignals) { list, kept in
            var what = clinux_spawn()
            what.path = path
            what.arguments = arguments
            what.environment = environment
            what.descriptors = list.baseAddress
            what.descriptor_count = Int32(list.count)
            what.new_session = newSession
            what.keeps_others = keepsOthers
            what.kept_signals = kept.baseAddress
            what.kept_signal_count = Int32(kept.count)
            return clinux_spawn(&what, &pid)
          }
        }
      }
    }
    guard error == 0 else { throw SystemError.starting(command.path, Errno(rawValue: error)) }
    return pid
  }

  /// Becomes `command`, as execve(2) does; returns only to throw.
  public static func become(_ command: Command) throws -> Never {
    let environment = command.environment.map { "\($0.key)=\($0.value)" }.sorted()
    try check("start \(command.path)") {
      withCStrings([command.path] + command.arguments) { arguments in
        withCStrings(environment) { environment in
          command.path.withSystemString { execve($0, arguments, environment) }
        }
      }
    }
    fatalError("execve returned without an error")
  }

  private static func withBuffers<Result>(
    _ first: [Int32], _ second: [Int32],
    _ body: (UnsafeBufferPointer<Int32>, UnsafeBufferPointer<Int32>) -> Result
  ) -> Result {
    first.withUnsafeBufferPointer { first in
      second.withUnsafeBufferPointer { body(first, $0) }
    }
  }

  private static func withCStrings<Result>(
    _ strings: [String],
    _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = strings.map { $0.withSystemString { strdup($0) } } + [nil]
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeBufferPointer { body($0.baseAddress!) }
  }
}
