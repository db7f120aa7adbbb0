#!/usr/bin/env bash
# Runs the suites (or those that are named, as test.sh does) with their figures kept, and writes docs/reliability.md anew.
# STREAMOPS_FIGURES names a folder that already holds figures, as of long runs; without it a new one is used.
set -euo pipefail
cd "$(dirname "$0")/.."
export STREAMOPS_FIGURES=${STREAMOPS_FIGURES:-$(mktemp -d)}
./test.sh "$@"
STREAMOPS_WRITE_RELIABILITY=1 dotnet test --project tests/StreamOps.Dashboard.Tests --no-build --no-progress --filter-class '*.ReliabilityPageTests'
