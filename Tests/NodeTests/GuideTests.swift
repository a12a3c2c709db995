import TestSupport
import Testing

/// Most blocks are run on a cluster or in a virtual machine: that words have moved is known at once.
@Suite struct GuideTests {
  @Test(arguments: Guide.allCases)
  func blockIsThere(_ block: Guide) throws {
    #expect(try !block.commands().isEmpty)
  }
}
