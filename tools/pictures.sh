#!/usr/bin/env bash
# tools/pictures.sh RESULTS.jsonl: draws the README's picture anew, light and dark, from a run: the answers and the heat map of
# its page. Needs the tests' build, for the browser that they drive.
set -euo pipefail
[ $# = 1 ] || { echo "usage: tools/pictures.sh RESULTS.jsonl" >&2; exit 2; }
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
concbench=${CONCBENCH:-$root/build/test/bench/concbench}
export NODE_PATH=${NODE_PATH:-$root/build/test/tests/browser/node_modules} CHROMIUM=${CHROMIUM:-$(command -v chromium)}
drawn=$(mktemp -d)
trap 'rm -rf "$drawn"' EXIT
"$concbench" report "$1" -o "$drawn" --format html --quiet
node "$root/tools/pictures.js" "$drawn/index.html" "$root/docs/pictures"
