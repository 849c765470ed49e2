# What `compare` and `selftest` do as a person types them. The verdicts themselves are tested on made-up results (verdict_test,
# compare_test); the files here hold made-up times as well.
load common

# changed FILE FACTOR [PYTHON]: FILE with another run's id and start and all times of all cases, the canary left alone, multiplied;
# and what the statement does to each record r. FACTOR is an expression.
changed() {
  /usr/bin/python3 - "$@" <<'PYTHON'
import json, sys
for line in open(sys.argv[1]):
    r = json.loads(line)
    if r["record"] == "run":
        r["run_id"] += "-2"
        r["started"] = "2000-01-01T00:00:00Z"
    if r["record"] == "sample":
        r["steady_ns"] = [ns * eval(sys.argv[2]) for ns in r["steady_ns"]]
    exec("".join(sys.argv[3:]))
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

# runs FOLDER FILE FACTOR [HOW MANY]: so many results files of runs whose times are those of FILE, multiplied and a little apart.
runs() {
  mkdir "$1"
  local i
  for ((i = 0; i < ${4:-5}; ++i)); do
    changed "$2" "$3 * (1 + 0.001 * $i)" "if r['record'] == 'run': r['run_id'] += '-$1-$i'" >"$1/$i.jsonl"
  done
}

@test "a case that takes twice as long in every run is slower, and fails the comparison that was told to" {
  export COLUMNS=400
  measured before.jsonl 6
  runs old before.jsonl 1
  runs new before.jsonl 2
  run "$CONCBENCH" compare old new
  [ "$status" = 0 ]
  [[ $output == "=> new against old, 5 runs a side: slower in 1 of 1 (primes"* ]]
  run "$CONCBENCH" compare old new --fail-on slower --quiet
  [ "$status" = 1 ] && [ -z "$output" ]
  run "$CONCBENCH" compare new old/ --fail-on slower
  [ "$status" = 0 ]
  [[ $output == "=> old against new, 5 runs a side: faster in 1 of 1 ("* ]]
}

@test "single files are described: nothing is claimed of them, and no gate opens" {
  export COLUMNS=400
  measured before.jsonl 6
  changed before.jsonl 2 >after.jsonl
  run --separate-stderr "$CONCBENCH" compare before.jsonl after.jsonl -o page
  [ "$status" = 0 ] && [ -z "$stderr" ]
  [[ $output == "=> "*": its time is 2.00 times as long (1 case); described, not judged: 1 run a side, and judging 1 case takes 5 runs a side"* ]]
  [[ $output != *slower* && $output != *faster* ]]
  run ! grep -q '"verdict":"\(slower\|faster\)"' page/index.html
  fails 8 "1 run a side, and judging 1 case takes 5 runs a side; give two folders with the results files of 5 runs each, or use 'concbench ab OLD NEW'" \
    "$CONCBENCH" compare before.jsonl after.jsonl --fail-on slower
  runs old before.jsonl 1 4
  runs new before.jsonl 2 4
  fails 8 "nothing could be judged in new against old: 4 runs a side" "$CONCBENCH" compare old new --fail-on slower
}

@test "a gate does not open where no case has a time" {
  export COLUMNS=400
  measured before.jsonl 6
  runs old before.jsonl 1
  runs new before.jsonl 1
  sed -i 's/"status": "ok"/"status": "failed", "reason": "it broke"/' new/*.jsonl
  fails 8 "nothing could be judged" "$CONCBENCH" compare old new --fail-on slower
}

@test "a folder is one side: its files are of one machine and one build" {
  measured before.jsonl 1
  runs old before.jsonl 1 2
  changed before.jsonl 1 'if r["record"] == "run": r["tool"]["binary_sha256"] = "other"' >old/other.jsonl
  fails 3 "old/0.jsonl and old/other.jsonl are of two builds" "$CONCBENCH" compare before.jsonl old
  mkdir empty
  fails 3 "empty: a folder without results files" "$CONCBENCH" compare before.jsonl empty
}

@test "a run compared with itself, or with other work, makes no claim" {
  export COLUMNS=400
  measured before.jsonl 6
  run "$CONCBENCH" compare before.jsonl before.jsonl
  [ "$status" = 0 ]
  [[ $output == *"not judged: a run is on both sides"* ]]
  sed 's/"limit": "10000"/"limit": "20000"/' before.jsonl >other.jsonl
  run "$CONCBENCH" compare before.jsonl other.jsonl
  [ "$status" = 0 ]
  [[ $output == *"1 case cannot be compared (--details)"* ]]
  run "$CONCBENCH" compare before.jsonl other.jsonl --details
  [[ $output == *"Not comparable"*"other parameters: "* ]]
}

@test "what compare cannot read or understand is one line" {
  measured before.jsonl 1
  fails 2 "results" "$CONCBENCH" compare before.jsonl
  fails 3 "missing.jsonl" "$CONCBENCH" compare before.jsonl missing.jsonl
  fails 2 "slowr" "$CONCBENCH" compare before.jsonl before.jsonl --fail-on slowr
}

# own_floors STATE KEY=VALUE...: keeps a floor of 50 % as of this machine and this program, less what is told otherwise.
own_floors() {
  mkdir -p "$1/concbench"
  json before.jsonl '__import__("json").dumps({"aa": dict({"measured": records[0]["started"], "cpu_model": records[0]["machine"]["cpu_model"], "kernel": records[0]["machine"]["kernel"], "binary_sha256": records[0]["tool"]["binary_sha256"], "shares": {"cpu": 0.5}}, **dict('"${2:-}"'))})' \
    >"$1/concbench/floors-$(hostname).json"
}

@test "selftest aa tests the p values of cases against themselves, and writes its record" {
  export XDG_STATE_HOME=$PWD/state
  run "$CONCBENCH" selftest aa --comparisons 3 --blocks 2 --min-time 1ms --out aa.json
  [ "$status" = 0 ]
  [[ $output == *"0 of 3 comparisons"* ]]  # two blocks claim nothing
  [[ $output == *"p values of at most 0.05: 0 of 3"* ]]
  [ "$(json aa.json 'sorted(records[0])')" = "['blocks', 'comparisons', 'distance', 'distance_of_uniform', 'false_positives', 'floor', 'floors', 'judged', 'measured', 'record', 'small', 'upper_bound']" ]
  [ "$(json aa.json 'records[0]["blocks"], records[0]["judged"]')" = "(2, 3)" ]
  [ ! -e state ]  # three values make no 95th percentile
}

@test "selftest runs tells the spread of times and of ratios" {
  small primes sleep
  run "$CONCBENCH" selftest runs --comparisons 2 "${small[@]}" --runner sequential,threads,tbb "${brief[@]}" --out runs.json
  [ "$status" = 0 ]
  [ "$(json runs.json 'sorted(one["kind"] for one in records[0]["workloads"])')" = "['cpu', 'io']" ]
  [ "$(json runs.json 'all(one["ratios"] > 0 and one["times"] > 0 for one in records[0]["workloads"])')" = True ]
}

@test "selftest mde looks for known differences on one thread, on several and while waiting" {
  run "$CONCBENCH" selftest mde --comparisons 1 --blocks 1 --min-time 1ms --out mde.json
  [ "$status" = 0 ]
  [[ $output == *"would have seen nothing"* ]]  # one block claims nothing
  [ "$(json mde.json '[one["name"].split("/")[:2] for one in records[0]["cases"]]')" = "[['primes', 'sequential'], ['primes', 'threads'], ['sleep', 'coroutines']]" ]
  [ "$(json mde.json '[row["effect"] for row in records[0]["cases"][0]["effects"]]')" = "[0.01, 0.02, 0.03, 0.05]" ]
}

@test "selftest simulation measures nothing, and has the same numbers every time" {
  run "$CONCBENCH" selftest simulation --comparisons 2 --out one.json
  [ "$status" = 0 ]
  [[ $output == *"drifting blocks"* ]]
  "$CONCBENCH" selftest simulation --comparisons 2 --out two.json
  cmp one.json two.json
  [ "$(json one.json 'len(records[0]["cells"])')" = 96 ]  # 6 numbers of runners in 7 noises twice, and in one noise twice
}

@test "what a selftest cannot write is known before it begins" {
  echo something >there.json
  fails 6 "there.json" "$CONCBENCH" selftest aa --out there.json
}

@test "floors of this machine are carried by its runs" {
  export XDG_STATE_HOME=$PWD/state
  small primes
  "$CONCBENCH" "${small[@]}" "${brief[@]}" --runner threads --out before.jsonl --no-report
  own_floors state
  "$CONCBENCH" "${small[@]}" "${brief[@]}" --runner threads --out r.jsonl --no-report
  [ "$(json r.jsonl 'records[0]["floors"]')" = "{'cpu': 0.5}" ]
}

@test "floors that are another kernel's or build's or too old are not applied, and the run says why" {
  export XDG_STATE_HOME=$PWD/state
  small primes
  "$CONCBENCH" "${small[@]}" "${brief[@]}" --runner threads --out before.jsonl --no-report
  for other in kernel binary_sha256 measured; do
    own_floors state "$other='1'"
    rm -f r.jsonl
    run "$CONCBENCH" "${small[@]}" "${brief[@]}" --runner threads --out r.jsonl --no-report
    [[ $(json r.jsonl 'records[0]["warnings"]') == *"own floors are "*": not applied; 'concbench selftest aa' finds new ones"* ]]
    [ "$(json r.jsonl 'records[0]["floors"]')" = "{}" ]
  done
}
