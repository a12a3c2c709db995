import Linux
import QGui

/// `qgui-run --why JOB NONCE`: how the last session of a job ended here.
enum WhyCommand {
  static func run(_ target: AttachTarget, nonce: String) throws {
    var line = try QConnectLine(nonce: nonce)
    guard AttachableSession.find(target) == nil else {
      return try line.finish(AttachStatus(.notReady))
    }
    try EndCommand.tellLastEnd(of: target, on: &line)
  }
}
