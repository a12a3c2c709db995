import Linux
import QGui

/// Finds out how the session of a job ended: by the record that stayed in the user's home, else by
/// asking its node.
struct SessionStory {
  private let job: JobID

  init(_ job: JobID) { self.job = job }

  /// - Parameter site: asked for only when a node is.
  /// - Returns: the exit status.
  func tell(_ site: () throws -> Site) throws -> Int32 {
    let now = Result { try QstatAnswer.now(of: job) }
    if let story = try story ?? askNode(try? now.get(), site) {
      print(story.explained(byServerOf: job).line(now: try? now.get()))
      return ExitStatus.success
    }
    let report = EndStory.withoutRecord(job, now: try now.get())
    guard report.status == ExitStatus.success else { throw Ending(report) }
    print(report.line)
    return report.status
  }

  /// Nil where none is known here.
  var story: EndStory? { EndStory(job, written: records.last) }

  /// How to end where the session has: by its record, by what the batch system says, or by both. Nil
  /// where neither says why.
  var ending: Ending? {
    if let story { return Ending(story.explained(byServerOf: job).report) }
    let end = AttachEnd.ended(nil)
    let explained = end.explained(by: EndedJob.report(of: job))
    guard explained != end else { return nil }
    return Ending(explained.report(target: .job(job), program: "", place: "", clientLog: nil))
  }

  private var records: [SessionRecord] {
    EndedRecords.of(job, environment: Machine.environment, home: Machine.user.home)
  }

  private func askNode(_ now: QstatAnswer?, _ site: () throws -> Site) throws -> EndStory? {
    guard let record = records.last, let node = EndStory.nodeToAsk(now: now, record) else {
      return nil
    }
    switch EndStory.answer(job, record, of: node, try ask(node, try site())) {
    case .story(let story): return story
    case .none(let report): throw Ending(report)
    }
  }

  private func ask(_ node: HostName, _ site: Site) throws -> AttachEnd {
    let place = NodePlace([node], site)
    do {
      return try NodeQuestion.ask({ .why(.job(job), nonce: $0) }, at: place, site).0
    } catch let ending as Ending {
      // It answered with a line of its own.
      return .nodeFailed(
        NodeFailure(exitStatus: ending.report.status, text: ending.report.line, node: place.name))
    }
  }
}

extension EndStory {
  fileprivate func explained(byServerOf job: JobID) -> EndStory {
    explained { $0.explained(byServerOf: job) }
  }
}
