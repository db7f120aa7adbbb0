#!/usr/bin/env bash
# The one test command: installs what the tests need, builds, checks formatting, runs every suite and counts.
# Options: suite names (as StreamOps.Operations.Tests) to run only these. CI=true insists on Node, nginx and PostgreSQL for the tests that need them, and as root on Linux on a small disk that they mount.
set -uo pipefail
cd "$(dirname "$0")" || exit 1

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1
suites=(
  tests/StreamOps.GameLiftStreams.Specs
  tests/StreamOps.Emulator.Specs
  tests/StreamOps.Operations.Tests
  tests/StreamOps.Dashboard.Tests
  e2e/StreamOps.EndToEnd
)
passed=0 failed=0 skipped=0

# Where the time goes: each suite, and the slowest tests of them all.
times() {
  echo "== Times"
  for file in "$logs"/*.seconds; do
    printf '%6s s  %s\n' "$(cat "$file")" "$(basename "$file" .seconds)"
  done
  echo "The ten slowest tests:"
  cat "$logs"/*.results/times.xml 2>/dev/null | grep -o '<testcase name="[^"]*" time="[^"]*"' |
    sed 's/<testcase name="\(.*\)" time="\(.*\)...."/\2 s  \1/; s/&quot;/"/g' | sort -rn | head -10 | cut -c 1-200
}

finish() {
  [ "$skipped" -eq 0 ] || echo "$skipped skipped: the reasons stand above."
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] || exit 1
  exit 0
}

fail() {
  echo "FAILED: $1"
  failed=$((failed + 1))
}

chrome_of_a_mac="/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"

find_browser() {
  for name in "$@"; do
    command -v "$name" && return 0
  done
  [ -x "$chrome_of_a_mac" ] && echo "$chrome_of_a_mac"
}

with_windows=(chromium chromium-browser google-chrome google-chrome-stable)

install_browser() {
  local sudo=""
  [ "$(id -u)" -eq 0 ] || sudo="sudo -n"
  if command -v apt-get >/dev/null; then
    echo "Installing what the browser journeys need: Chromium, with windows and without."
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-liberation >/dev/null
    # Not every distribution has it. Without it the journeys take the one with windows, and longer.
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium-headless-shell >/dev/null 2>&1
  fi
  [ -n "$(find_browser "${with_windows[@]}")" ] && return 0
  # Playwright's own Chromium has no H.264; its Chrome channel has.
  local driver=e2e/StreamOps.EndToEnd/bin/Debug/net10.0/.playwright
  local node
  node=$(find "$driver/node" -name node -type f 2>/dev/null | head -1)
  [ -n "$node" ] && "$node" "$driver/package/cli.js" install chrome
  [ -n "$(find_browser "${with_windows[@]}")" ]
}

# For the tests of a proxy in front. Without it they say that they are skipped, and CI=true insists.
install_nginx() {
  local sudo=""
  [ "$(id -u)" -eq 0 ] || sudo="sudo -n"
  command -v apt-get >/dev/null || return 0
  echo "Installing what the tests of a proxy need: nginx."
  $sudo apt-get update -qq
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx-light >/dev/null 2>&1 ||
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx >/dev/null
  # The package starts one of its own.
  $sudo systemctl disable --now nginx >/dev/null 2>&1
  return 0
}

# The specifications of what is kept run on SQLite and, once more, on a PostgreSQL server that they start for themselves.
find_postgres() { ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null || command -v initdb; }

install_postgres() {
  local sudo=""
  [ "$(id -u)" -eq 0 ] || sudo="sudo -n"
  command -v apt-get >/dev/null || return 0
  echo "Installing PostgreSQL for the specifications of the store."
  $sudo apt-get update -qq
  # Without a cluster of its own: nothing is to run after the tests.
  $sudo sh -c 'mkdir -p /etc/postgresql-common && [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf'
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
}

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

# Formatting is asked of the sources: it need not wait for the build.
echo "== Build"
{
  started=$SECONDS
  { dotnet tool restore >/dev/null && dotnet csharpier check .; } >"$logs/formatting" 2>&1
  echo $? >"$logs/formatting.code"
  echo $((SECONDS - started)) >"$logs/formatting.seconds"
} &
started=$SECONDS
dotnet build StreamOps.sln --nologo -v quiet -clp:NoSummary
built=$?
echo $((SECONDS - started)) >"$logs/build.seconds"
wait
[ "$built" -eq 0 ] || fail "the build"

echo "== Formatting"
cat "$logs/formatting"
[ "$(cat "$logs/formatting.code")" -eq 0 ] || fail "formatting; mend with: dotnet csharpier format ."
if [ "$built" -ne 0 ]; then
  times
  finish
fi

if [ -z "${STREAMOPS_BROWSER:-}" ]; then
  if [ -z "$(find_browser "${with_windows[@]}")" ] ||
    { ! command -v chromium-headless-shell && apt-cache show chromium-headless-shell; } >/dev/null 2>&1; then
    install_browser
  fi
  found=$(find_browser "${with_windows[@]}")
  if [ -z "$found" ]; then
    fail "no browser for the journeys: install Chromium or Google Chrome, or name one in STREAMOPS_BROWSER"
  elif [ "$found" = "$chrome_of_a_mac" ]; then
    export STREAMOPS_BROWSER=$found
  fi
fi

[ -x /usr/sbin/nginx ] || command -v nginx >/dev/null || install_nginx

if [ -z "$(find_postgres)" ]; then
  install_postgres
  [ -n "$(find_postgres)" ] || echo "Without PostgreSQL the store is tried on SQLite alone."
fi

chosen() {
  for suite in "${suites[@]}"; do
    if [ $# -eq 0 ] || [[ " $* " == *" $(basename "$suite") "* ]]; then
      echo "$suite"
    fi
  done
}

run() {
  local name=$(basename "$1") started=$SECONDS
  dotnet test --project "$1" --no-build --no-progress \
    --results-directory "$logs/$name.results" --report-xunit-junit --report-xunit-junit-filename times.xml 2>&1
  echo $? >"$logs/$name.code"
  echo $((SECONDS - started)) >"$logs/$name.seconds"
}

# One after the other, each into a file: lanes side by side must not speak across one another.
run_quietly() {
  for suite in "$@"; do
    run "$suite" >"$logs/$(basename "$suite")"
  done
}

count_suite() {
  local name code suite_passed suite_failed suite_skipped
  name=$(basename "$1")
  code=$(cat "$logs/$name.code")
  count() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$logs/$name" | tail -1; }
  suite_passed=$(count succeeded) suite_failed=$(count failed) suite_skipped=$(count skipped)
  passed=$((passed + ${suite_passed:-0}))
  failed=$((failed + ${suite_failed:-0}))
  skipped=$((skipped + ${suite_skipped:-0}))
  if [ "$code" -ne 0 ] && [ "${suite_failed:-0}" -eq 0 ]; then
    fail "$name ended with exit code $code"
  elif [ "${suite_passed:-0}" -eq 0 ]; then
    fail "$name ran no test"
  fi
}

# The two longest suites have a lane each. The journeys come alone, at the end: they hold the product to its times.
long=() short=() journeys=()
while read -r suite; do
  case $suite in
    "") ;;
    e2e/*) journeys+=("$suite") ;;
    *.Operations.Tests | *.Dashboard.Tests) long+=("$suite") ;;
    *) short+=("$suite") ;;
  esac
done < <(chosen "$@")
if [ $((${#long[@]} + ${#short[@]} + ${#journeys[@]})) -eq 0 ]; then
  fail "no suite is called $*"
  finish
fi

for suite in "${long[@]+"${long[@]}"}"; do
  run_quietly "$suite" &
done
run_quietly "${short[@]+"${short[@]}"}"
wait
for suite in "${short[@]+"${short[@]}"}" "${long[@]+"${long[@]}"}"; do
  echo "== $(basename "$suite")"
  cat "$logs/$(basename "$suite")"
  count_suite "$suite"
done
for suite in "${journeys[@]+"${journeys[@]}"}"; do
  echo "== $(basename "$suite")"
  run "$suite" | tee "$logs/$(basename "$suite")"
  count_suite "$suite"
done
times
finish
