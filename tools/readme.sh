#!/usr/bin/env bash
# tools/readme.sh [--check]: writes the tables in README.md and docs/ anew from what the program says of itself; with --check
# only tells, by its exit status, whether they are as they should be.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
concbench=${CONCBENCH:-$PWD/build/release/bench/concbench}
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
for table in workloads runners; do "$concbench" list "$table" --markdown >"$made/$table"; done

status=0
for file in README.md docs/*.md; do
  # What lies between <!-- TABLE N --> and <!-- end of TABLE --> becomes the first N columns of that table.
  awk -v made="$made" '
    /^<!-- end of [a-z]+ -->$/ { inside = 0 }
    !inside { print }
    /^<!-- [a-z]+ [0-9]+ -->$/ {
      inside = 1
      while ((getline line <(made "/" $2)) > 0) {
        split(line, cells, "|")
        row = "|"
        for (i = 2; i < $3 + 2; ++i) row = row cells[i] "|"
        print row
      }
    }' "$file" >"$made/new"
  if [ "${1:-}" = --check ]; then
    diff "$file" "$made/new" || status=1
  else
    cat "$made/new" >"$file"
  fi
done
exit $status
