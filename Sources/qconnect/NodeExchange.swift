import Linux
import QGui

/// The commands that are the node's end of a connection.
struct NodeExchange {
  private let site: Site

  init(_ site: Site) { self.site = site }

  func command(_ verb: NodeVerb, at place: NodePlace) throws -> Command {
    switch place {
    case .here:
      let path = try Site.program(
        site.qguiRun,
        orElse: "there is no qgui-run here: give its place with --qgui-run or in QGUI_RUN")
      return NodeCommand.local(path: path, verb: verb, environment: Machine.environment)
    case .host(let names, _):
      // For the node, which job this is about, before ssh logs in there.
      if case .job(let job)? = verb.target { AttachingNote.write(job, node: names[0]) }
      return NodeCommand.ssh(
        path: try Site.ssh(), node: names[0], qguiRun: site.qguiRun, verb: verb,
        environment: Machine.environment)
    }
  }
}
