#!/usr/bin/env bash
# tools/readme.sh [--check]: writes the README's tables anew from what the program says of itself; with --check only
# tells, by its exit status, whether they are as they should be.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
concbench=${CONCBENCH:-$root/build/release/bench/concbench}
new=$(mktemp)
trap 'rm -f "$new"' EXIT

# splice NAME: replaces what lies between <!-- NAME --> and <!-- end of NAME --> by the table of that name.
splice() {
  awk -v name="$1" -v table="$("$concbench" list "$1" --markdown)" '
    $0 == "<!-- end of " name " -->" { inside = 0 }
    !inside { print }
    $0 == "<!-- " name " -->" { inside = 1; print table }'
}
splice workloads <"$root/README.md" | splice runners >"$new"

if [ "${1:-}" = --check ]; then
  diff "$root/README.md" "$new"
else
  cat "$new" >"$root/README.md"
fi
