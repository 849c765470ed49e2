# What `compare` and `selftest` do as a person types them. The verdicts themselves are tested on made-up results (verdict_test,
# compare_test); the files here hold made-up times as well.
load common

# changed FILE FACTOR: FILE with another run's id and start and all times of all cases, the canary left alone, multiplied.
changed() {
  /usr/bin/python3 - "$@" <<'PYTHON'
import json, sys
for line in open(sys.argv[1]):
    r = json.loads(line)
    if r["record"] == "run":
        r["run_id"] += "-2"
        r["started"] = "2000-01-01T00:00:00Z"
    if r["record"] == "sample":
        r["steady_ns"] = [ns * float(sys.argv[2]) for ns in r["steady_ns"]]
    print(json.dumps(r))
PYTHON
}

# measured FILE BLOCKS: results of one small case, its times replaced by made-up ones that differ from block to block.
measured() {
  small primes
  "$CONCBENCH" "${small[@]}" --runner threads --blocks "$2" --min-time 1ms --out real.jsonl --no-report
  /usr/bin/python3 - >"$1" <<'PYTHON'
import json
for line in open("real.jsonl"):
    r = json.loads(line)
    if r["record"] in ("sample", "canary"):
        r["steady_ns"] = [1000000 + 1000 * r["block"]] * 3
    print(json.dumps(r))
PYTHON
}

@test "a case that takes twice as long is slower, and fails the comparison that was told to" {
  measured before.jsonl 6
  changed before.jsonl 2 >after.jsonl
  run "$CONCBENCH" compare before.jsonl after.jsonl
  [ "$status" = 0 ]
  [[ $output == *"1 slower"* ]]
  run "$CONCBENCH" compare before.jsonl after.jsonl --fail-on slower
  [ "$status" = 1 ]
  run "$CONCBENCH" compare after.jsonl before.jsonl --fail-on slower
  [ "$status" = 0 ]
  [[ $output == *"1 faster"* ]]
}

@test "a comparison that could judge nothing says so before it passes" {
  measured before.jsonl 2
  changed before.jsonl 2 >after.jsonl
  run --separate-stderr "$CONCBENCH" compare before.jsonl after.jsonl --fail-on slower
  [ "$status" = 0 ]
  [[ $stderr == *"--fail-on slower: nothing could be judged"* ]]
  [[ $output == *"1 not judged"* ]]
  run --separate-stderr "$CONCBENCH" compare before.jsonl after.jsonl
  [ -z "$stderr" ]
}

@test "a run compared with itself, or with other work, makes no claim" {
  measured before.jsonl 6
  run "$CONCBENCH" compare before.jsonl before.jsonl
  [ "$status" = 0 ]
  [[ $output == *"the same run"* ]]
  sed 's/"limit": "10000"/"limit": "20000"/' before.jsonl >other.jsonl
  run "$CONCBENCH" compare before.jsonl other.jsonl
  [ "$status" = 0 ]
  [[ $output == *"1 not comparable"* ]]
}

@test "what compare cannot read or understand is one line" {
  measured before.jsonl 1
  fails 2 "results" "$CONCBENCH" compare before.jsonl
  fails 3 "missing.jsonl" "$CONCBENCH" compare before.jsonl missing.jsonl
  fails 2 "slowr" "$CONCBENCH" compare before.jsonl before.jsonl --fail-on slowr
}

@test "selftest aa counts its false positives, and writes its record" {
  export XDG_STATE_HOME=$PWD/state
  run "$CONCBENCH" selftest aa --comparisons 3 --blocks 1 --min-time 1ms --out aa.json
  [ "$status" = 0 ]
  [[ $output == *"0 of 3 comparisons"* ]]  # one block claims nothing
  [ "$(json aa.json 'sorted(records[0])')" = "['comparisons', 'false_positives', 'floor', 'floors', 'measured', 'record', 'upper_bound']" ]
  [ ! -e state ]  # three values make no 95th percentile
}

@test "selftest keeps the floors of this machine, and runs carry them" {
  export XDG_STATE_HOME=$PWD/state
  "$CONCBENCH" selftest runs --comparisons 2 --blocks 1 --min-time 1ms
  ls state/concbench/floors-*.json
  mkdir -p other/concbench
  cat state/concbench/floors-*.json | sed 's/"aa":{}/"aa":{"cpu":0.5}/' >other/concbench/"$(ls state/concbench)"
  small primes
  XDG_STATE_HOME=$PWD/other "$CONCBENCH" "${small[@]}" "${brief[@]}" --runner threads --out r.jsonl --no-report
  [ "$(json r.jsonl 'records[0]["floors"]')" = "{'cpu': 0.5}" ]
}

# machines FACTOR...: M1.jsonl, M2.jsonl … of machines M1, M2 …, all times multiplied by the factors.
machines() {
  [ -e before.jsonl ] || measured before.jsonl 6
  local number=0 factor
  for factor; do
    number=$((number + 1))
    changed before.jsonl "$factor" | sed "1s/\"label\": *\"[^\"]*\"/\"label\": \"M$number\"/; 1s/\"run_id\": *\"/&M$number/" >M$number.jsonl
  done
}

@test "machines are laid side by side on one page, with charts as files" {
  machines 1 2 3
  run "$CONCBENCH" compare M1.jsonl M2.jsonl M3.jsonl -o page --price M2=0.5
  [ "$status" = 0 ]
  output=$(tr -s ' \n' ' ' <<<"$output")  # lines are broken where the terminal ends
  [[ $output == *"=> primes[limit=10000,tasks=10]: the fastest is M1, "*"the slowest is M3, 3.00 times as long"* ]]
  [[ $output == *"a million runs with the best model cost "*" on M2"* ]]
  [[ $output == *"report: page/index.html"* ]]
  grep -q '<title>3 machines' page/index.html
  ls page/machines.svg page/machines-models-primes*.svg
  [ ! -e page/machines-scaling-primes*.svg ]  # one concurrency has no line
}

@test "many machines are one table for each workload, and the verdicts one sentence" {
  machines 1 2 3 4 5
  run "$CONCBENCH" compare M?.jsonl
  [ "$status" = 0 ]
  [ "$(grep -c 'against the first' <<<"$output")" = 1 ]
  [[ $output == *"something is slower in 4 (M2, M3, M4, M5)"* ]]
  run "$CONCBENCH" compare M?.jsonl --fail-on slower
  [ "$status" = 1 ]
}

@test "a broken file among many is named and left out; fewer than two are no comparison" {
  machines 1 2 3
  head -c 300 before.jsonl >broken.jsonl
  sed '5s/.*/{"record":"sample"}/' before.jsonl >later.jsonl
  fails 0 "broken.jsonl: line 1" "$CONCBENCH" compare broken.jsonl M1.jsonl M2.jsonl
  [[ $stderr == *"left out" ]]
  fails 0 "later.jsonl: line 5" "$CONCBENCH" compare later.jsonl M1.jsonl M2.jsonl -o page
  grep -q 'later.jsonl: line 5' page/index.html
  fails 3 "later.jsonl: line 5" "$CONCBENCH" compare later.jsonl M1.jsonl
  fails 3 "broken.jsonl: line 1" "$CONCBENCH" compare M1.jsonl broken.jsonl
}

@test "one machine twice, and files with nothing in common, are said and no error" {
  machines 1 2
  cp M1.jsonl again.jsonl
  run "$CONCBENCH" compare M1.jsonl again.jsonl --price M1=1
  [ "$status" = 0 ]
  [[ $output == *"M1 (2000-01-01T00:00:00Z) #2"* ]]
  [[ $output == *"a million runs with the best model cost "*"#1, "*"#2"* ]]
  sed 's/"limit": "10000"/"limit": "20000"/' M2.jsonl >other.jsonl
  run "$CONCBENCH" compare M1.jsonl other.jsonl -o page
  [ "$status" = 0 ]
  [[ $output == *"no work in common"* ]]
  [ "$(ls page)" = index.html ]  # empty charts never show
}

@test "a price that cannot be meant, and a folder that cannot be, are said in one line" {
  machines 1 2
  fails 2 "did you mean 'M1'" "$CONCBENCH" compare M1.jsonl M2.jsonl --price MM1=1
  for amount in "" x -1 0 inf nan 1e99 1,5 0x1; do
    fails 2 "is no amount" "$CONCBENCH" compare M1.jsonl M2.jsonl --price "M1=$amount"
  done
  fails 2 "LABEL=AMOUNT" "$CONCBENCH" compare M1.jsonl M2.jsonl --price M1
  fails 2 "a price already" "$CONCBENCH" compare M1.jsonl M2.jsonl --price M1=1 --price M1=2
  fails 6 "before.jsonl/page" "$CONCBENCH" compare M1.jsonl M2.jsonl -o before.jsonl/page
}
