import Linux
import QGui
import SystemPackage

extension MemoryGroup {
  /// A descriptor that the kernel makes readable, on version 1: "<event_fd> <fd of a file>
  /// <threshold>" (cgroup-v1/memory.txt of the kernel, 9 and 10). Linux 6.1 lets everybody ask who
  /// may read the file, 6.18 the group's owner alone: others get an error.
  ///
  /// - Parameter threshold: for `memory.usage_in_bytes`, crossed up or down. One a descriptor: of
  ///   several, kernels before 5.6 may crash when it is closed.
  func events(of name: String, threshold: MemorySize? = nil) throws -> Watch {
    let watch = try Watch(eventDescriptor: ())
    do {
      let directory = location.directory
      let file = try FileDescriptor.open("\(directory)/\(name)", .readOnly, options: .closeOnExec)
      defer { try? file.close() }
      let words = ["\(watch.descriptor.rawValue)", "\(file.rawValue)"]
      try File.overwrite(
        "\(directory)/cgroup.event_control",
        (words + [threshold.map { "\($0.bytes)" }].compactMap { $0 }).joined(separator: " "))
      return watch
    } catch {
      watch.close()
      throw error
    }
  }
}
