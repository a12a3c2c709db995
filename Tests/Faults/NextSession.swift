import QGui
import TestSupport

extension Job {
  /// One whose memory nobody limits.
  static func uncontained(_ program: [String], on node: Node, id: String? = "442611") -> Job {
    var job = Job(program, of: node.alice, id: id)
    job.options = ["--containment=off"]
    return job
  }
}

extension Node {
  /// Files are all that can be left where nobody could take a session down, and the user's next
  /// session removes them. Says what is wrong with that.
  func cleanUpByTheNext() throws -> [String] {
    try eventually("no process is left", within: Node.promised) {
      ProcessTable.of(alice).isEmpty
    }
    let next = try start(.uncontained(["true"], on: self, id: "999999999"))
    let status = try next.exitStatus()
    let left = leftovers(within: Node.promised)
    return (status == 0 ? [] : ["the next session ends with \(status): \(next.error)"])
      + (left.map { ["the next session leaves\n\($0)"] } ?? [])
  }
}
