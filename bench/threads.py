#!/usr/bin/env python3
"""Where a JVM's time and garbage come from: CPU and octets allocated per request, by kind of thread, between two outputs
of `jcmd PID Thread.print -e`. Usage: threads.py BEFORE AFTER REQUESTS"""
import collections
import re
import sys

UNITS = {"B": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def kinds(path):
    of = collections.defaultdict(lambda: [0.0, 0.0])
    with open(path) as lines:
        for line in lines:
            thread = re.match(r'"([^"]+)".*cpu=([\d.]+)ms', line)
            if not thread:
                continue
            allocated = re.search(r"allocated=([\d.]+)([BKMG])", line)
            kind = of[re.sub(r"([-# ]?\d+)+$", "", thread.group(1))]
            kind[0] += float(thread.group(2)) * 1000
            kind[1] += float(allocated.group(1)) * UNITS[allocated.group(2)] if allocated else 0
    return of


before, after, requests = kinds(sys.argv[1]), kinds(sys.argv[2]), int(sys.argv[3])
spent = sorted(((micros - before[kind][0], octets - before[kind][1], kind) for kind, (micros, octets) in after.items()), reverse=True)
print("  " + ", ".join("%s %.1f us %d octets" % (kind, micros / requests, octets / requests) for micros, octets, kind in spent[:6]))
