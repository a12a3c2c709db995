/// Why nothing was started, and the exit status.
struct Refusal: Error {
  let status: Int32
  let sentence: String

  init(_ status: Int32, _ sentence: String) {
    self.status = status
    self.sentence = sentence
  }
}
