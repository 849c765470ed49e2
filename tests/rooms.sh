#!/usr/bin/env bash
# The rules of the house, read off its files: what a room may include, how much a folder holds, and that a file begins by
# saying what it is. Names every file that breaks one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

git ls-files --cached --others --exclude-standard | while read -r file; do [ ! -e "$file" ] || echo "$file"; done |
  xargs -d '\n' awk '
  BEGIN {
    # What a room may include beside itself. A folder without a line of its own follows the one that it is in.
    may["system"] = may["statistics"] = ""
    may["results"] = "statistics"
    may["workloads"] = "system"
    may["runners"] = "workloads system"
    may["reports"] = "results statistics"
    may["bench"] = "system statistics results workloads runners"
    may["bench/cli"] = may["bench/commands"] = may["bench"] " reports"
    may["tests"] = may["tools"] = "bench reports " may["bench"] " tests tools"
    most = 26  # some 25: what a person takes in at a glance; a folder with more holds two things
  }

  function complain(what) { print file ": " what; broken = 1 }

  # The name of a file that says in its first line what it is: in words, or by the header that says it for this file.
  function check_first_line(line,  name) {
    if (file ~ /\.(h|js|S)$/) { if (line !~ /^\/[\/*] ?[^ ]/) complain("its first line is no comment that says what it is") }
    else if (file ~ /\.(sh|bash|bats|py|cmake)$|(^|\/)CMakeLists\.txt$|^\.ci\//) {
      if (line !~ /^# ?[^ ]|^"""/) complain("its first line is no comment that says what it is")
    } else if (file ~ /\.cpp$/) {
      name = file
      sub(/.*\//, "", name)
      sub(/(_test)?\.cpp$/, "", name)
      if (line !~ /^\/\/ ?[^ ]/ && line !~ "^#include \"(.*/)?" name "\\.h\"$")
        complain("its first line neither is a comment that says what it is nor includes " name ".h, which does")
    }
  }

  function check_include(path,  folder, room) {
    for (folder = file; sub(/\/[^\/]*$/, "", folder) && !(folder in may);) {}
    if (!(folder in may)) return complain("no rule says what its folder may include")
    room = path
    sub(/\/.*/, "", room)
    if (room != substr(folder, 1, length(room)) || path !~ /\//)
      if (index(" " may[folder] " ", " " room " ") == 0) complain("includes \"" path "\", which " folder "/ may not")
  }

  FNR == 1 {
    file = FILENAME
    folder = file
    if (sub(/\/[^\/]*$/, "", folder)) ++files[folder]
    if ($0 !~ /^#!/) check_first_line($0)
  }
  FNR == 2 && first ~ /^#!/ { check_first_line($0) }
  { first = $0 }
  # cmake/ holds forms of files, not files.
  file ~ /\.(cpp|h|S|in)$/ && file !~ /^cmake\// && /^[ \t]*#[ \t]*include[ \t]*"/ { split($0, parts, "\""); check_include(parts[2]) }

  END {
    for (folder in files)
      if (files[folder] > most) { file = folder; complain("holds " files[folder] " files, more than " most) }
    exit broken
  }' >&2
