import TestSupport
import Testing

/// Everything that needs several hosts. Serialized: at the end of each test nothing of its users
/// may be left, and a neighbour's job would be.
@Suite(
  .serialized,
  .enabled(
    if: Cluster.canRun, "needs root, and: \(Cluster.missingPrograms.joined(separator: " "))"),
  .onOneCluster)
enum OneCluster {}
