#!/usr/bin/env bash
# Builds a project for release in two folders, without the repository's history, and compares what came out to the byte.
# Usage: tests/same-bytes.sh src/StreamOps.Operations [options of the build]
# The dashboard's takes -p:DebugType=none: Razor writes the folder into the sources that the compiler keeps for the debugger.
set -euo pipefail
cd "$(dirname "$0")/.."
shopt -s nullglob
project=$1
shift
options=("$@")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A build that is the child of another looks for its parts where that one has them.
for name in "${!MSBUILD@}"; do unset "$name"; done

build_in() {
  mkdir -p "$1"
  git ls-files -z --cached --others --exclude-standard -- . ':!tests' ':!e2e' ':!docs' | tar --create --null --files-from - | tar --extract --directory "$1"
  # What is written, not what is thought of it: the rules are checked by the build of the whole.
  (cd "$1" && dotnet build "$project" --configuration Release --nologo --verbosity quiet -clp:NoSummary -p:RunAnalyzers=false "${options[@]+"${options[@]}"}")
  (cd "$1/$project/bin/Release/net10.0" && sha256sum StreamOps.*.dll StreamOps.*.pdb) >"$2"
}

build_in "$work/here" "$work/here.sums"
build_in "$work/some/where/else" "$work/there.sums"
diff "$work/here.sums" "$work/there.sums" || { echo "The same source gave other bytes in another folder."; exit 1; }
cat "$work/here.sums"
