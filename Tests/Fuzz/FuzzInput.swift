/// What libFuzzer made up, taken apart.
struct FuzzInput {
  let bytes: [UInt8]
  /// What lies between NULs: a transcript is the first field alone.
  private let fields: [ArraySlice<UInt8>]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    fields = bytes.split(separator: 0, omittingEmptySubsequences: false)
  }

  /// Empty for a field that is not there.
  subscript(place: Int) -> String {
    String(decoding: field(place), as: UTF8.self)
  }

  func field(_ place: Int) -> ArraySlice<UInt8> { place < fields.count ? fields[place] : [] }

  var texts: [String] { fields.map { String(decoding: $0, as: UTF8.self) } }

  /// The same for the same bytes (FNV-1a).
  var hash: UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// Of one input in many: with one field again and again, 128 KiB of it. What takes a time that
  /// grows with the square of the length is then beyond libFuzzer's bound.
  var repeated: FuzzInput? {
    let hash = hash
    guard hash % 2048 == 0 else { return nil }
    let place = Int(hash / 2048 % UInt64(fields.count))
    let field = fields[place]
    guard !field.isEmpty else { return nil }
    let long = repeatElement(field, count: (128 << 10) / field.count + 1).joined()
    let parts = fields.indices.map { $0 == place ? Array(long) : Array(fields[$0]) }
    return FuzzInput(Array(parts.joined(separator: [0])))
  }

  /// `bytes` cut anywhere.
  func pieces(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var state = hash
    var rest = bytes
    var pieces: [ArraySlice<UInt8>] = []
    while !rest.isEmpty {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let piece = rest.prefix(Int(state >> 60) + 1)
      pieces.append(piece)
      rest = rest.dropFirst(piece.count)
    }
    return pieces
  }
}
