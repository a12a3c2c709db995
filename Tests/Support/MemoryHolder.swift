/// A program that uses as much memory as a test wants.
public enum MemoryHolder {
  /// Python's: it holds as many megabytes as the file `wanted` says, and takes 8 for itself.
  public static let script = """
    import mmap, time
    held = []
    while True:
        wanted = int(open('wanted').read() or len(held))
        while len(held) > wanted: held.pop().close()
        while len(held) < wanted:
            held.append(mmap.mmap(-1, 1 << 20))
            held[-1].write(b'x' * (1 << 20))
        time.sleep(0.05)
    """
}
