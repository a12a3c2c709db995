import Linux
import QGui

/// What ssh prints on standard error. It is kept back, as most of it is noise or says again what
/// qconnect says; but where ssh prints something and then waits, it waits for its user: a key is
/// to be touched, a second factor to be chosen.
struct ErrorText {
  /// How long ssh is silent when it waits, in milliseconds.
  private static let silence: UInt64 = 700
  /// Of more only the last are shown.
  private static let mostLines = 20

  private var shown = 0
  private(set) var showTime: Instant?

  mutating func grew(whileWaiting: Bool) {
    showTime = whileWaiting ? .after(Self.silence) : nil
  }

  mutating func showIfDue(_ text: [UInt8], hasAnswered: Bool) {
    guard let showTime else { return }
    if hasAnswered {
      self.showTime = nil
    } else if showTime <= .now {
      self.showTime = nil
      showRest(text)
    }
  }

  private mutating func showRest(_ text: [UInt8]) {
    for line in rest(text) { say(line) }
    shown = text.count
  }

  /// What was not shown yet, one a line.
  func rest(_ text: [UInt8]) -> [String] {
    let lines = ForeignText.lines(String(decoding: text[shown...], as: UTF8.self))
    let cut = max(0, lines.count - Self.mostLines)
    return (cut > 0 ? ["ssh: … (\(cut) lines more)"] : [])
      + lines.dropFirst(cut).map { "ssh: \($0)" }
  }
}
