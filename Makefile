# make          the programs, in .build/release
# make demo     a real program, its window, and nothing left behind
# make test     every test that this machine can run
# make fuzz     what others write, made up, for SECONDS on each target
# make faults   a thousand sessions, each hit by a signal at some moment; SEED=N RUNS=1 repeats one
# make xpra6    xpra 6, which Debian 12 lacks, to be tried beside its own: node tests, faults, bench
# make live     with a real OpenPBS and Torque, where they are installed: see Tests/Live
# make bench    how fast it is, beside what people type without it
# make install  everything below PREFIX; make uninstall takes it away again
# make deb      Debian packages, in .build/deb; make test-deb tries them on a new Debian

PROGRAM ?= xterm
PREFIX ?= /usr/local
# Where the test build goes.
SCRATCH ?= .build
INSTALL = Tests/install-packages

# python3: makes the manual.
BUILD_PACKAGES = libcgroup-dev pkg-config python3
# xpra does not depend on two of them, and refuses clients without python3-pil, shows black windows
# without python3-gi-cairo.
NODE_PACKAGES = xpra python3-pil python3-gi-cairo xvfb xauth xterm tmux x11-utils
# x11-utils: xmessage, xdpyinfo, xwininfo; imagemagick: screenshots; openbox and wmctrl: a desktop and its
# close button; tcsh and fish: other log-in shells.
TEST_PACKAGES = $(NODE_PACKAGES) xdotool imagemagick xclip chromium openbox wmctrl tcsh fish iproute2 \
	openssh-client openssh-server pamtester procps util-linux xfonts-base r-base-core faketime dbus dunst libnotify-bin
# Stripped (-s): half the size, and 2 ms less to start.
RELEASE = swift build -c release --static-swift-stdlib -Xlinker -s --scratch-path $(SCRATCH)

all: programs

build-packages:
	@$(INSTALL) $(BUILD_PACKAGES)

# --static-swift-stdlib: a node needs nothing of Swift.
programs: build-packages
	$(RELEASE) --product qgui-run
	$(RELEASE) --product qconnect
	$(RELEASE) --product qgui-node

# As root they take what make has built, and need nothing of Swift.
install uninstall:
	Sources/packaging/$@ $(SCRATCH)/release $(PREFIX) $(DESTDIR)

deb: programs
	@$(INSTALL) debhelper
	Sources/packaging/deb $(SCRATCH)/release $(SCRATCH)/deb

test-deb: deb
	@$(INSTALL) lintian
	Tests/Package/package $(SCRATCH)/deb

demo: programs
	@$(INSTALL) $(NODE_PACKAGES) xdotool imagemagick
	@PROGRAM='$(PROGRAM)' Tests/Demo/demo $(SCRATCH)/release

lint:
	swift format lint --strict --recursive Package.swift Sources Tests

test: lint build-packages
	@$(INSTALL) $(TEST_PACKAGES)
	Tests/run-tests $(SCRATCH)

SECONDS ?= 60

fuzz:
	Tests/Fuzz/fuzz $(SECONDS) $(SCRATCH)

SEED ?= 1
RUNS ?= 1000

faults: build-packages
	@$(INSTALL) $(TEST_PACKAGES)
	swift build --scratch-path $(SCRATCH) --build-tests
	SEED=$(SEED) RUNS=$(RUNS) timeout --kill-after=30 3600 \
		swift test --scratch-path $(SCRATCH) --skip-build --filter '^FaultTests\.'
	$(if $(XPRA6),QGUI_XPRA=$(XPRA6) SEED=$(SEED) RUNS=$(RUNS) timeout --kill-after=30 3600 \
		swift test --scratch-path $(SCRATCH) --skip-build --filter '^FaultTests\.')

# Where make xpra6 has been, what is tried with Debian's is tried with this one too.
XPRA6 = $(patsubst %/xpra,%,$(wildcard $(abspath $(SCRATCH))/xpra6/bin/xpra))

xpra6:
	@$(INSTALL) $$(Tests/Xpra6/xpra6 packages)
	Tests/Xpra6/xpra6 $(SCRATCH)/xpra6

live: programs
	@$(INSTALL) $(TEST_PACKAGES)
	swift build --scratch-path $(SCRATCH) --build-tests
	Tests/Live/live $(SCRATCH)

# The other side of the comparison is xpra as apt installs it: its client probes what these two of
# its recommended packages bring.
BENCH_PACKAGES = $(TEST_PACKAGES) python3-opengl python3-dbus

bench: programs
	@$(INSTALL) $(BENCH_PACKAGES)
	Tests/Bench/bench $(SCRATCH)/release $(SCRATCH)/bench
	$(if $(XPRA6),QGUI_XPRA=$(XPRA6) Tests/Bench/bench $(SCRATCH)/release $(SCRATCH)/bench-xpra6)

clean:
	rm -rf $(SCRATCH)

.PHONY: all build-packages programs install uninstall deb test-deb demo lint test fuzz faults xpra6 live bench clean
