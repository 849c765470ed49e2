#!/usr/bin/env bash
# tools/bars/bars.sh: what the program is held to, each ratio with its target. Everything is measured side by side in one go on this
# machine; leave it alone meanwhile. About ten minutes. Needs a build for comparison (made here) and Python 3.
# Ends by the worst row, here as in bars.py: 0 all bars are met, 1 one is missed, 2 one has no number.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/tools/setup.sh"
install_build_packages
build release concbench bars
concbench=$root/build/release/bench/concbench
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

worst=0
# part COMMAND...: goes on whatever becomes of it, and keeps the worst status.
part() {
  local status=0
  "$@" || status=$?
  [ $status -le $worst ] || worst=$status
}
# measure COMMAND...: one that has no rows of its own, quietly; where it fails, a row says so.
measure() {
  "$@" >/dev/null 2>&1 || { printf '%s FAILED: exited with status %s\n' "${1##*/} ${*:2}" $?; return 2; }
}

rows() { /usr/bin/env python3 "$root/tools/bars/bars.py" "$@"; }

part rows "$root/build/release/tools/bars"

part measure "$concbench" run --workload primes --concurrency 2 --blocks 15 --out primes.jsonl --no-report \
  --runner sequential,threads,thread_pool,processes,process_pool,tbb
part measure "$concbench" run --workload sleep --runner coroutines --concurrency 100000 --tasks 100000 --param sleep.unit=20ms \
  --blocks 3 --out sleep.jsonl --no-report
SECONDS=0
part measure "$concbench" run --out quick.jsonl --no-report
echo $SECONDS >quick.seconds
part measure /usr/bin/time -f %e -o report.seconds "$concbench" report quick.jsonl -o page
part measure "$concbench" granularity --concurrency 2 --out granularity.jsonl --no-report
part measure "$concbench" memory --runner coroutines --concurrency 1000000 --out memory.jsonl --no-report
for i in 1 2; do part measure "$concbench" cores --workload primes --blocks 1 --out cores$i.jsonl --no-report; done

part rows
[ $worst -le 2 ] || worst=2  # killed, or not there at all
exit $worst
