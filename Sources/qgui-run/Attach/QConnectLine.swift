import Linux
import QGui
import SystemPackage

/// The connection to qconnect: standard input and output, as sshd or qconnect itself gave them.
struct QConnectLine {
  /// qconnect is gone: nothing is left to do.
  struct Left: Error {}

  /// How long the last words may take to get through, in milliseconds.
  private static let lastWordsPatience: UInt64 = 5_000

  let input = FileDescriptor.standardInput
  let output = FileDescriptor.standardOutput
  /// From the xpra client, not yet taken.
  var received = ByteQueue()
  /// The xpra client has left, and qconnect would like to know why.
  private(set) var clientHasLeft = false
  private(set) var outgoing = ByteQueue()
  private var buffer = ReadBuffer()

  init(nonce: String) throws {
    try UnixSocket.setNonBlocking(input)
    try UnixSocket.setNonBlocking(output)
    outgoing.append(AttachHello.text(nonce: nonce).utf8)
    try flush()
  }

  mutating func tell(_ status: AttachStatus) throws {
    outgoing.append(AttachFrame.encoded(.status, Array(status.text.utf8)))
    try flush()
  }

  /// At most 1 MiB.
  mutating func send(_ bytes: ArraySlice<UInt8>) throws {
    outgoing.append(AttachFrame.encoded(.data, bytes))
    try flush()
  }

  mutating func flush() throws {
    guard outgoing.flush(to: output) else { throw Left() }
  }

  private mutating func receive() {
    switch buffer.read(input) {
    case .bytes(let bytes): received.append(bytes)
    case .nothing: break
    case .end: clientHasLeft = true
    }
  }

  /// The last status: returns when it is out.
  mutating func finish(_ status: AttachStatus) throws {
    try tell(status)
    let deadline = Instant.after(Self.lastWordsPatience)
    while !outgoing.isEmpty, Instant.now < deadline { try linger(until: deadline) }
  }

  /// What this line is waited for. The output is always watched: that it hangs up is the sign
  /// that qconnect, or the connection to it, is gone.
  var interests: [Readiness] {
    let reads = !received.isFull && !clientHasLeft
    return (reads ? [Readiness(input, reads: true)] : [])
      + [Readiness(output, writes: !outgoing.isEmpty)]
  }

  /// What came of it, among other things.
  mutating func take(_ happened: [Readiness]) throws {
    for ready in happened {
      if ready.descriptor == input, ready.reads { receive() }
      if ready.descriptor == output {
        if ready.writes { try flush() } else if ready.hangsUp { throw Left() }
      }
    }
  }

  /// Waits for qconnect to leave or, if there is one, for `watch`.
  mutating func wait(until deadline: Instant, or watch: Watch? = nil) throws {
    let others = watch.map { [Readiness($0.descriptor, reads: true)] } ?? []
    try take(try Poll.wait(interests + others, until: deadline))
    watch?.drain()
    if clientHasLeft { throw Left() }
  }

  /// The same after the client has left.
  mutating func linger(until deadline: Instant) throws {
    try take(try Poll.wait(interests, until: deadline))
  }
}
