import QGui
import Testing

@Suite struct AttachFrameTests {
  @Test func form() {
    #expect(AttachFrame.encoded(.status, [9, 8]) == [1, 0, 0, 0, 2, 9, 8])
    let long = AttachFrame.encoded(.data, [UInt8](repeating: 5, count: 70_000))
    #expect(long.prefix(6) == [2, 0, 1, 0x11, 0x70, 5])
  }

  @Test(arguments: [1, 2, 3, 5, 7, 64, 1000])
  func comesBackFromAnyPieces(_ size: Int) {
    let stream =
      AttachFrame.encoded(.status, Array("phase = found\n".utf8))
      + AttachFrame.encoded(.data, 0..<200) + AttachFrame.encoded(.data, [])
      + AttachFrame.encoded(.status, []) + AttachFrame.encoded(.data, [7])
    var decoder = AttachFrameDecoder()
    var data: [UInt8] = []
    var statuses: [[UInt8]] = []
    for start in stride(from: 0, to: stream.count, by: size) {
      for item in decoder.feed(stream[start..<min(start + size, stream.count)]) {
        switch item {
        case .status(let bytes): statuses.append(bytes)
        case .data(let bytes): data += bytes
        case .failure(let failure): Issue.record("\(failure)")
        }
      }
    }
    #expect(statuses == [Array("phase = found\n".utf8), []])
    #expect(data == Array(0..<200) + [7])
  }

  @Test func dataDoesNotWaitForItsFrame() {
    var decoder = AttachFrameDecoder()
    #expect(decoder.feed([2, 0, 16, 0, 0, 1, 2]) == [.data([1, 2])])
    #expect(decoder.feed([3]) == [.data([3])])
  }

  @Test func hostileLengths() {
    var decoder = AttachFrameDecoder()
    #expect(decoder.feed([2, 0, 16, 0, 1]) == [.failure(.tooLong(0x0010_0001))])
    decoder = AttachFrameDecoder()
    #expect(decoder.feed([1, 255, 255, 255, 255]) == [.failure(.tooLong(.max))])
    decoder = AttachFrameDecoder()
    #expect(decoder.feed([1, 0, 16, 0, 0]).isEmpty)
  }

  @Test(arguments: [UInt8(0), 3, 10, 255])
  func unknownKindsAreRefusedAtOnce(_ kind: UInt8) {
    var decoder = AttachFrameDecoder()
    #expect(decoder.feed([kind]) == [.failure(.unknownKind(kind))])
    #expect(decoder.feed([2, 0, 0, 0, 1, 7]) == [.failure(.unknownKind(kind))])
  }

  /// As when a shell prints its farewell into the same read.
  @Test func whatComesBeforeAFailureCounts() {
    let last = Array("phase = ended\nend = exited 0\n".utf8)
    var decoder = AttachFrameDecoder()
    let items = decoder.feed((AttachFrame.encoded(.status, last) + Array("bye\n".utf8))[...])
    #expect(items == [.status(last), .failure(.unknownKind(UInt8(ascii: "b")))])
  }
}
