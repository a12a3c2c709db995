#!/usr/bin/env python3
"""measure ROW WAY COMMAND... - the seconds that a command takes, as a line of JSON."""

import sys

from report import figure
from timing import timed

row, way, *command = sys.argv[1:]
figure(row, way, timed(command)[0])
