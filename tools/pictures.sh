#!/usr/bin/env bash
# tools/pictures.sh RESULTS.jsonl: draws the README's pictures anew, from a run that holds traces of the workload sleep.
set -euo pipefail
[ $# = 1 ] || { echo "usage: tools/pictures.sh RESULTS.jsonl" >&2; exit 2; }
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
concbench=${CONCBENCH:-$root/build/release/bench/concbench}
drawn=$(mktemp -d)
trap 'rm -rf "$drawn"' EXIT
"$concbench" report "$1" -o "$drawn" --format svg --quiet
cp "$drawn/slowdown.svg" "$root/docs/pictures/example.svg"
cp "$drawn"/sleep*-timeline.svg "$root/docs/pictures/example_timeline.svg"
