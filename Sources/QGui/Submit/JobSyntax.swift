/// How a job's cores and memory are written after `-l` (pbs_resources(7B)).
public enum JobSyntax: String, Sendable {
  /// `nodes=1:ppn=4,mem=4gb`, as OpenPBS, Torque and Slurm take it.
  case nodes
  /// `select=1:ncpus=4:mem=4gb`, of OpenPBS alone.
  case select
}

/// The names of the resources that lines of `#PBS` ask for after `-l`.
struct RequestedResources {
  let names: Set<String>

  init(_ lines: [JobDirective]) {
    names = Set(lines.flatMap { resourceLists($0.description) }.flatMap(resourceNames))
  }

  /// Whether the batch system is told in full where the job runs.
  var hasPlace: Bool { names.contains("nodes") || names.contains("select") }

  /// What OpenPBS takes inside `select=`, and beside it or `place=` nowhere else.
  var ofHosts: [String] { names.intersection(Self.hostResources).sorted() }

  private static let hostResources: Set = [
    "ncpus", "mem", "vmem", "arch", "host", "vnode", "mpiprocs", "ompthreads", "nchunk",
  ]
}

/// What follows each `-l`, with a blank behind it or without, and without quotes.
private func resourceLists(_ line: String) -> [String] {
  var lists: [String] = []
  var isNext = false
  for word in words(line) {
    if isNext {
      lists.append(word)
    } else if word != "-l", word.hasPrefix("-l") {
      lists.append(String(word.dropFirst(2)))
    }
    isNext = !isNext && word == "-l"
  }
  return lists
}

private func resourceNames(_ list: String) -> [String] {
  list.split(separator: ",").compactMap { part in
    part.firstIndex(of: "=").map { part[..<$0].lowercasedASCII.filter { $0 != " " } }
  }
}

/// Split at blanks outside of quotes, which are left out (qsub(1B), "Directives").
private func words(_ line: String) -> [String] {
  var words: [String] = []
  var word: String?
  var quote: Character?
  for character in line {
    if let open = quote {
      if character == open { quote = nil } else { word = (word ?? "") + String(character) }
    } else if character == "'" || character == "\"" {
      quote = character
      word = word ?? ""
    } else if character == " " || character == "\t" {
      if let whole = word { words.append(whole) }
      word = nil
    } else {
      word = (word ?? "") + String(character)
    }
  }
  return words + [word].compactMap { $0 }
}
