import TestSupport
import Testing

/// Everything that starts processes on one real node. Serialized: at the end of each test nothing
/// of its users may be left, and a neighbour's session would be.
@Suite(
  .serialized,
  .enabled(
    if: TestMachine.runsSessions, "needs root, Xvfb, xpra, xterm, xdpyinfo, python3, setpriv"),
  .onOneNode)
enum OneNode {}
