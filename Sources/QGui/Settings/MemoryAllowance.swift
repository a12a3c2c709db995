extension Settings {
  /// A program's limit, beside any that the batch system sets by itself.
  ///
  /// - Parameters:
  ///   - asked: what the user or the job asked for.
  ///   - outer: the batch system's limit, by which somebody has said how much.
  /// - Returns: nil where nobody says how much.
  public func memory(asked: MemorySize?, outer: MemorySize? = nil) -> MemorySize? {
    let wanted = asked ?? (outer == nil ? defaultMemory : nil)
    return [wanted, largestMemory].compactMap { $0 }.min()
  }

  /// What to tell who `asked` for more and got `limit`; nil where nothing was cut.
  public func memoryNotice(asked: MemorySize?, limit: MemorySize?) -> String? {
    guard let asked, let largestMemory, let largestMemoryFile, limit == largestMemory,
      asked > largestMemory
    else { return nil }
    return "largest-memory in \(largestMemoryFile.printable(limit: 200)) is less than the"
      + " \(asked) asked for: the program's limit is \(largestMemory)"
  }
}
