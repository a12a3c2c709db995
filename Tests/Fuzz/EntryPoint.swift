import Glibc

// What libFuzzer calls (llvm.org/docs/LibFuzzer.html). These files and those of Sources/QGui are one
// module, so that all of it is instrumented.

/// Before anything else. Without `QGUI_FUZZ`, which names the target, the names are printed; into
/// the folder `QGUI_FUZZ_SEEDS` go the target's seeds.
@_cdecl("LLVMFuzzerInitialize")
public func prepare(
  _ count: UnsafeMutablePointer<CInt>?, _ arguments: UnsafeMutableRawPointer?
) -> CInt {
  guard let name = variable("QGUI_FUZZ") else {
    print(FuzzTarget.all.map(\.name).joined(separator: "\n"))
    exit(0)
  }
  guard FuzzTarget.all.contains(where: { $0.name == name }) else {
    fatalError("there is no target of this name: without QGUI_FUZZ they are listed")
  }
  if let folder = variable("QGUI_FUZZ_SEEDS") { writeSeeds(folder) }
  return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
public func runOnce(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = FuzzInput(Array(UnsafeBufferPointer(start: start, count: count)))
  chosen.run(input)
  if let long = input.repeated { chosen.run(long) }
  return 0
}

private let chosen: FuzzTarget = {
  let name = variable("QGUI_FUZZ")
  return FuzzTarget.all.first { $0.name == name }!
}()

private func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

private func writeSeeds(_ folder: String) {
  for (number, seed) in chosen.seeds.enumerated() {
    guard let file = fopen("\(folder)/seed-\(number)", "w") else {
      fatalError("no seeds can be written into \(folder)")
    }
    fwrite(seed, 1, seed.count, file)
    fclose(file)
  }
}
