#!/usr/bin/env bash
# Kills and freezes processes under a storm of accounting, and compares what was acknowledged with what PostgreSQL holds
# (P1, P2, P4; F1 to F4): about six minutes; a line of figures each fault.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
mvn -o -q -Dlong -pl app -am test -Dtest='FaultSeriesTest' -Dsurefire.failIfNoSpecifiedTests=false
