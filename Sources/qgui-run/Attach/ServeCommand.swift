enum ServeCommand {
  static let verb = "--serve"
  static func run(_ arguments: [String]) -> Int32 { 69 }
}
