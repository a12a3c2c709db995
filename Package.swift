// swift-tools-version: 6.2
import PackageDescription

// The import direction is the design: programs -> Cgroups, Linux -> QGui.
// QGui knows nothing of the system; only Cgroups imports libcgroup, and qconnect
// does not link it.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

let package = Package(
  name: "qgui",
  products: [
    .executable(name: "qgui-run", targets: ["qgui-run"]),
    .executable(name: "qconnect", targets: ["qconnect"]),
    .executable(name: "qgui-node", targets: ["qgui-node"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
  ],
  targets: [
    .target(name: "QGui", swiftSettings: strict),
    .target(name: "CLinux"),
    .target(name: "Linux", dependencies: ["QGui", "CLinux", system], swiftSettings: strict),
    .systemLibrary(
      name: "CLibcgroup", pkgConfig: "libcgroup", providers: [.apt(["libcgroup-dev"])]),
    .target(
      name: "Cgroups", dependencies: ["QGui", "Linux", "CLibcgroup", system],
      swiftSettings: strict),
    .executableTarget(
      name: "qgui-run", dependencies: ["QGui", "Linux", "Cgroups", argumentParser, system],
      swiftSettings: strict),
    .target(name: "JSON", swiftSettings: strict),
    .executableTarget(
      name: "qconnect", dependencies: ["QGui", "Linux", "JSON", argumentParser, system],
      swiftSettings: strict),
    .executableTarget(
      name: "qgui-node",
      dependencies: ["QGui", "Linux", "Cgroups", "JSON", argumentParser, system],
      swiftSettings: strict),
    .target(name: "Transcripts", path: "Tests/Transcripts", swiftSettings: strict),
    .testTarget(
      name: "QGuiTests", dependencies: ["QGui", "Transcripts"], swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["QGui", "Linux", "Cgroups", system],
      path: "Tests/Support", swiftSettings: strict),
    .testTarget(
      name: "NodeTests", dependencies: ["TestSupport", "Transcripts"], swiftSettings: strict),
    .testTarget(
      name: "ClusterTests", dependencies: ["TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "LiveTests", dependencies: ["TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "FaultTests", dependencies: ["TestSupport"], path: "Tests/Faults",
      swiftSettings: strict),
    .testTarget(
      name: "VMTests", dependencies: ["TestSupport", "Transcripts"], swiftSettings: strict),
  ]
)
