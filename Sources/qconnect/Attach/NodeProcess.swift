import Glibc
import Linux
import QGui
import SystemPackage

/// ssh, or qgui-run itself on this machine: the node's end, and what it says.
struct NodeProcess {
  enum Heard {
    /// Not yet.
    case nothing
    /// What start-up files print.
    case banner
    case items([AttachFrameDecoder.Item])
    case otherVersion
    /// More text than any start-up file prints.
    case flooded
    /// Nothing more will come.
    case end
  }

  /// More text on standard error than this, in bytes, is cut.
  private static let mostErrorText = 64 * 1024

  let pid: Int32
  /// Nil when closed.
  private(set) var input: FileDescriptor?
  private(set) var output: FileDescriptor?
  private(set) var error: FileDescriptor?
  var toNode = ByteQueue()
  private(set) var hasAnswered = false
  private var hangsUp = false
  private(set) var errorText: [UInt8] = []
  private var scanner: HelloScanner
  private var decoder = AttachFrameDecoder()
  private var buffer = ReadBuffer()

  /// It keeps the terminal, where ssh asks for passwords.
  init(_ command: Command, nonce: String) throws {
    scanner = HelloScanner(nonce: nonce)
    let (input, output, error) = (try Pipe(), try Pipe(), try Pipe())
    pid = try Spawn.start(
      command,
      descriptors: .init(input: input.reading, output: output.writing, error: error.writing))
    for theirs in [input.reading, output.writing, error.writing] { try theirs.close() }
    for ours in [input.writing, output.reading, error.reading] {
      try UnixSocket.setNonBlocking(ours)
    }
    (self.input, self.output, self.error) = (input.writing, output.reading, error.reading)
  }

  /// What has come, once `output` is readable.
  mutating func listen() -> Heard {
    guard let output else { return .end }
    switch buffer.read(output) {
    case .bytes(let bytes): return hear(bytes)
    case .nothing: return .nothing
    case .end:
      stopListening()
      return .end
    }
  }

  /// What is not understood may have no end: whoever writes it gets SIGPIPE.
  mutating func stopListening() {
    try? output?.close()
    output = nil
  }

  private mutating func hear(_ bytes: ArraySlice<UInt8>) -> Heard {
    guard !hasAnswered else { return .items(decoder.feed(bytes)) }
    switch scanner.feed(bytes) {
    case .searching: return .banner
    case .otherVersion:
      stopListening()
      return .otherVersion
    case .flooded:
      stopListening()
      return .flooded
    case .found(let rest):
      hasAnswered = true
      return .items(decoder.feed(rest[...]))
    }
  }

  /// Takes what is on standard error; false when there was nothing.
  mutating func listenToErrors() -> Bool {
    guard let error else { return false }
    switch buffer.read(error) {
    case .bytes(let bytes):
      errorText += bytes.prefix(max(0, Self.mostErrorText - errorText.count))
      return true
    case .nothing: return false
    case .end:
      try? error.close()
      self.error = nil
      return false
    }
  }

  mutating func flush() {
    guard let input else { return }
    let isThere = toNode.flush(to: input)
    if !isThere || (hangsUp && toNode.isEmpty) { hangUp() }
  }

  mutating func hangUpWhenFlushed() {
    hangsUp = true
    flush()
  }

  /// The node's end takes the end of its input for a detach.
  mutating func hangUp() {
    try? input?.close()
    input = nil
    toNode = ByteQueue()
  }
}
