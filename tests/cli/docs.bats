# What the README and docs/ promise: links that lead somewhere, flags that there are, tables and pictures made by a command.
load common

setup_file() { ROOT=$(cd "$BATS_TEST_DIRNAME/../.." && pwd) && export ROOT; }

@test "every link between the pages leads to a file and a heading that exist" {
  cd "$ROOT"
  git ls-files -z --cached --others --exclude-standard '*.md' | xargs -0 /usr/bin/python3 tests/links.py
}

@test "a link to a file or a heading that does not exist is named" {
  printf '# One thing\n[a](two.md) [b](#one-thing) [c](#another)\n<img src="none.png">\n' >one.md
  run /usr/bin/python3 "$ROOT/tests/links.py" one.md
  [ "$status" = 1 ]
  [ "$output" = "one.md: two.md: there is no such file
one.md: #another: one.md has no such heading
one.md: none.png: there is no such file" ]
}

# known WORD...: the names that there are, as the program says where the last of these words is none of them.
known() { "$CONCBENCH" "$@" 2>&1 | sed 's/.*known: //; s/,//g'; }

# Prints "command --flag" for all that there are.
flags_by_help() {
  local command
  for command in $(known none); do
    "$CONCBENCH" "$command" --help | grep -oE '^ +(-[a-z], ?)?--[a-z-]+' | grep -oE -- '--[a-z-]+' | sed "s/^/$command /"
  done | grep -v -- ' --help$' | sort
}

@test "docs/command-line.md names the flags of each command, and no others" {
  awk -F'|' '/^\| `-/ {
    flags = $2
    while (match(flags, /--[a-z-]+/)) {
      flag = substr(flags, RSTART, RLENGTH)
      flags = substr(flags, RSTART + RLENGTH)
      count = split($(NF - 1), commands, "`")
      for (i = 2; i <= count; i += 2) print commands[i], flag
    }
  }' "$ROOT/docs/command-line.md" | sort >documented
  [ "$(wc -l <documented)" -gt 50 ]
  flags_by_help | diff documented -
}

@test "docs/command-line.md names every command, and every value of flags that take one of a few" {
  for name in $(known none) $(known selftest none) $(known --profile none) $(known --placement none) \
              $(known report r.jsonl -o page --format none); do
    grep -q "\`$name\`" "$ROOT/docs/command-line.md" || { echo "$name is missing"; return 1; }
  done
}

@test "docs/results-file.md names every field of a results file" {
  /usr/bin/python3 - "$ROOT" <<'PYTHON'
import re, sys
fields = re.findall(r"BOOST_DESCRIBE_STRUCT\(\w+, \(\),\s*\(([^)]*)\)\)", open(sys.argv[1] + "/results/results.h").read())
fields = {field.strip().rstrip("_") for names in fields for field in names.split(",")} - {"record"}
assert len(fields) > 50
missing = fields - set(re.findall(r"`(\w+)`", open(sys.argv[1] + "/docs/results-file.md").read()))
sys.exit(f"not described: {sorted(missing)}" if missing else 0)
PYTHON
}

@test "the tables are what the program says of itself" {
  run "$ROOT/tools/readme.sh" --check
  [ "$status" = 0 ]
}

@test "the Indonesian README names every workload and runner" {
  for table in workloads runners; do
    for name in $("$CONCBENCH" list $table --markdown | sed -n 's/^| `\([a-z_]*\)`.*/\1/p'); do
      grep -q "\`$name\`" "$ROOT/README.id.md" || { echo "$name is missing"; return 1; }
    done
  done
}

@test "the README is read in a few minutes: 900 words beside its tables and commands" {
  for page in README.md README.id.md; do
    words=$(awk '/^```/ { code = !code; next } !code && !/^(\||<)/' "$ROOT/$page" | wc -w)
    [ "$words" -le 900 ] || { echo "$page has $words words"; return 1; }
  done
}

@test "the README's pictures are made from a results file, for light and dark pages" {
  [ -n "${NODE_PATH:-}" ] || skip "node or chromium is missing"
  small empty sleep
  "$CONCBENCH" "${small[@]}" "${brief[@]}" --runner sequential,threads --concurrency 2 --out r.jsonl --no-report
  mkdir -p tools docs/pictures
  cp "$ROOT"/tools/pictures.* tools
  tools/pictures.sh r.jsonl
  for picture in docs/pictures/answers-light.png docs/pictures/answers-dark.png; do
    [ "$(head -c 4 $picture | tail -c 3)" = PNG ]
  done
  ! cmp -s docs/pictures/answers-light.png docs/pictures/answers-dark.png
  fails 2 "usage: tools/pictures.sh RESULTS.jsonl" tools/pictures.sh
}
