# What `compare` and `selftest` do as a person types them. The verdicts themselves are tested on made-up results (verdict_test,
# compare_test); the files here hold made-up times as well.
load common

# changed FILE FACTOR [PYTHON]: FILE with another run's id and start and all times of all cases, the canary left alone, multiplied;
# and what the statement does to each record r.
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

@test "a gate does not open where a comparison could judge nothing" {
  measured few.jsonl 2
  changed few.jsonl 2 >after.jsonl
  fails 8 "--fail-on slower: nothing could be judged in" "$CONCBENCH" compare few.jsonl after.jsonl --fail-on slower
  [[ $output == *"1 not judged"* ]]
  run --separate-stderr "$CONCBENCH" compare few.jsonl after.jsonl
  [ "$status" = 0 ] && [ -z "$stderr" ]
  rm real.jsonl
  measured before.jsonl 6
  changed before.jsonl 2 'if r["record"] == "canary": r["steady_ns"] = [2 * ns for ns in r["steady_ns"]]' >moved.jsonl
  fails 8 "the machine changed by 100 %" "$CONCBENCH" compare before.jsonl moved.jsonl --fail-on slower
  changed before.jsonl 1 'if r["record"] == "sample": r.update(status="failed", reason="it broke", steady_ns=[])' >failed.jsonl
  fails 8 "nothing could be judged" "$CONCBENCH" compare before.jsonl failed.jsonl --fail-on slower
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

@test "floors of this machine are carried by its runs; less effort than a quick run's makes none" {
  export XDG_STATE_HOME=$PWD/state
  run "$CONCBENCH" selftest runs --comparisons 2 --blocks 1 --min-time 1ms
  [[ $output == *"not kept for later runs"* ]]
  [ ! -e state ]
  small primes
  "$CONCBENCH" "${small[@]}" "${brief[@]}" --runner threads --out before.jsonl --no-report
  mkdir -p state/concbench
  json before.jsonl '__import__("json").dumps({"cpu_model": records[0]["machine"]["cpu_model"], "aa": {"cpu": 0.5}, "between_runs": {}})' >"state/concbench/floors-$(hostname).json"
  "$CONCBENCH" "${small[@]}" "${brief[@]}" --runner threads --out r.jsonl --no-report
  [ "$(json r.jsonl 'records[0]["floors"]')" = "{'cpu': 0.5}" ]
}
