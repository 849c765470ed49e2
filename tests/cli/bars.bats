# The rows of tools/bars/bars.sh: from made-up results files and a made-up program of comparisons, measured nothing.
load common

rows() { run /usr/bin/env python3 "$BATS_TEST_DIRNAME/../../tools/bars/bars.py" "$@"; }

# made_up PRIMES: files in which every bar is met; the time of primes on one thread is PRIMES times that of the others.
made_up() {
  /usr/bin/python3 - "$1" <<'PYTHON'
import json, os, sys

def write(name, records):
    with open(name, "w") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)

def sample(**fields):
    return {"record": "sample", "status": "ok", "elapsed_ns": 10**9, "memory_bytes": 10**6} | fields

teams = ["threads", "thread_pool", "processes", "process_pool", "tbb"]
write("primes.jsonl", [sample(runner="sequential", steady_ns=[float(sys.argv[1]) * 1e6])] +
      [sample(runner=team, steady_ns=[1e6]) for team in teams])
write("sleep.jsonl", [sample(runner="coroutines", steady_ns=[70e6])])
write("memory.jsonl", [sample(runner="coroutines", steady_ns=[2e9])])
write("quick.jsonl", [sample(runner="tbb")] * 9)
write("granularity.jsonl", [{"record": "metg", "efficiency": 0.5, "runner": runner, "ns": 50}
                            for runner in teams + ["coroutine_pool"]])
for i in 1, 2:
    write(f"cores{i}.jsonl", [{"record": "core_to_core", "median_ns": 50 + i}])
for name, seconds in ("quick", 10), ("report", 1):
    open(name + ".seconds", "w").write(f"{seconds}\n")
os.makedirs("page", exist_ok=True)
open("page/index.html", "w").write("a page")
PYTHON
}

@test "all bars are met: 0" {
  made_up 2
  rows
  echo "$output"
  [ "$status" = 0 ]
  [ "$(grep -c ' ok$' <<<"$output")" = 20 ]
  [ "${#lines[@]}" = 20 ]
}

@test "a bar is missed: 1" {
  made_up 1.5
  rows
  [ "$status" = 1 ]
  [ "$(grep -c 'speedup over sequential .* MISSED$' <<<"$output")" = 5 ]
  [ "${#lines[@]}" = 20 ]
}

@test "a bar without a number is a row that says why, and the worst: 2" {
  made_up 1.5
  rm cores2.jsonl
  sed -i '/coroutine_pool/d' granularity.jsonl
  rows
  [ "$status" = 2 ]
  [[ $output == *"METG(50 %) at 2: coroutine_pool "*" FAILED: KeyError: 'coroutine_pool'"* ]]
  [[ $output == *"core to core: "*" FAILED: FileNotFoundError: "*"cores2.jsonl"* ]]
  [ "${#lines[@]}" = 20 ]
}

@test "nothing was measured: every row says so" {
  rows
  [ "$status" = 2 ]
  [ "$(grep -c ' FAILED: FileNotFoundError' <<<"$output")" = 20 ]
}

# compared COMMAND...: the rows of a program of two comparisons: "it", which is the first command, and "the next", which is met.
compared() {
  cat >program <<BASH
#!/usr/bin/env bash
case "\$*" in
  "") printf '%s\n' 'it|x|1' 'the next|x|1.5' ;;
  0) $1 ;;
  1) echo 1.5 ;;
esac
BASH
  chmod +x program
  rows ./program
  echo "$output"
  [ "${#lines[@]}" = 2 ]
  [[ ${lines[1]} =~ ^the\ next\ +1\.500\ x\ +\<=\ 1\.5\ +ok$ ]]
}

@test "a comparison is met up to its target, and says so" {
  compared "echo 1"
  [ "$status" = 0 ]
  [[ ${lines[0]} =~ ^it\ +1\.000\ x\ +\<=\ 1\ +ok$ ]]
  compared "echo 2"
  [ "$status" = 1 ]
  [[ ${lines[0]} =~ ^it\ +2\.000\ x\ +\<=\ 1\ +MISSED$ ]]
  compared "echo nan"
  [ "$status" = 1 ]
}

@test "a comparison that fails in any way has a row that says so, and the rest goes on" {
  fails_with() {  # REASON COMMAND
    compared "$2"
    [ "$status" = 2 ]
    [[ ${lines[0]} =~ ^it\ +FAILED:\ .*$1$ ]]
  }
  fails_with "went wrong" "echo went wrong >&2; exit 1"
  fails_with "killed by signal 9" 'kill -9 $$'
  for code in 1 2 7 70; do fails_with "exited with status $code" "exit $code"; done
  fails_with "could not convert string to float: ''" "exit 0"
}

@test "a program of comparisons that is not there is a row that says so" {
  rows ./missing
  [ "$status" = 2 ]
  [[ $output =~ ^\./missing\ +FAILED:\ FileNotFoundError ]]
}
