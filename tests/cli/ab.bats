# `concbench ab` as a person or a CI job types it. What it claims is tested on made-up results (ab_test).
load common

# sides FILE EXPRESSION: the same as json, with `sides`, the samples of either side.
sides() {
  json "$1" "[$2 for sides in [[r for r in records if r['record'] in ('sample', 'twin')]]][0]"
}

@test "ab measures the old side twice and the new one next to each other, and says what came of it" {
  small primes
  run --separate-stderr "$CONCBENCH" ab "${small[@]}" "${brief[@]}" --runner sequential,threads --new-param primes.extra=3 --out ab.jsonl --report page
  [ "$status" = 0 ]
  [[ $output == "=> nothing could be judged"* ]]  # one block claims nothing
  [[ $output == *"control: the old program against itself could not be judged"* ]]
  [ "$(json ab.jsonl 'records[0]["command"], [s["params"] for s in records[0]["sides"]]')" = "('ab', [[], ['primes.extra=3']])" ]
  [ "$(json ab.jsonl 'len({s["binary_sha256"] for s in records[0]["sides"]}), sorted({r["record"] for r in records})')" = "(1, ['canary', 'end', 'run', 'sample', 'twin'])" ]
  [ "$(sides ab.jsonl 'sorted({(r["role"], r["params"]["extra"]) for r in sides})')" = "[('', '0'), ('again', '0'), ('new', '3')]" ]
  # The three of a case, one after the other.
  [ "$(sides ab.jsonl '[len({r["of"] or r["case"] for r in sides if r["position"] // 3 == i}) for i in (0, 1)]')" = "[1, 1]" ]
  [ -s page/index.html ]
  grep -q "nothing could be judged" page/README.md
  run "$CONCBENCH" report ab.jsonl -o again
  [ "$status" = 0 ]
  [[ $output == "=> nothing could be judged"* ]]
}

@test "both programs are run, each for its own side" {
  cp "$CONCBENCH" old
  printf '#!/bin/sh\necho "$2" >>ran\nexec "$CONCBENCH" "$@"\n' >new
  chmod +x new
  small primes
  run "$CONCBENCH" ab old ./new "${small[@]}" "${brief[@]}" --runner sequential --old-param primes.extra=1 --out ab.jsonl --no-report
  [ "$status" = 0 ]
  [ "$(head -1 ran)" = protocol ]
  [ "$(grep -c measure ran)" = 1 ]  # the old side's two are not its own
  [ "$(json ab.jsonl '[s["program"].split("/")[-1] for s in records[0]["sides"]], len({s["binary_sha256"] for s in records[0]["sides"]})')" = "(['old', 'new'], 2)" ]
  [ "$(sides ab.jsonl '{r["status"] for r in sides}')" = "{'ok'}" ]
}

# Ten times the work is no close call: the new side does every range twice, and has ten times as many of them.
@test "a gate closes for a new side that has far more to do" {
  run "$CONCBENCH" ab --workload primes --runner sequential --tasks 50 --param primes.limit=100000 --new-param primes.limit=1000000 --new-param primes.extra=100 --blocks 12 --min-time 1ms --out ab.jsonl --no-report --fail-on slower
  [ "$status" = 1 ]
  [[ $output == *"=> new is slower in 1 of 1 case: primes[limit=100000,tasks=50]/sequential/concurrency:1 "* ]]
}

@test "a gate does not open by silence" {
  small primes
  fails 8 "--fail-on slower: nothing could be judged" "$CONCBENCH" ab "${small[@]}" "${brief[@]}" --runner sequential --fail-on slower --quiet --out few.jsonl --no-report
}

@test "a new side that fails is a failure, and its reason is said" {
  printf '#!/bin/sh\n[ "$2" != measure ] || { echo "it broke" >&2; exit 3; }\nexec "$CONCBENCH" "$@"\n' >broken
  chmod +x broken
  small primes
  COLUMNS=200 run --separate-stderr "$CONCBENCH" ab "$CONCBENCH" ./broken "${small[@]}" --blocks 2 --min-time 1ms --runner sequential --out ab.jsonl --no-report
  [ "$status" = 4 ]
  [[ $output == *"new failed: exited with status 3: it broke"* ]]
  run --separate-stderr "$CONCBENCH" ab "$CONCBENCH" ./broken "${small[@]}" --blocks 2 --min-time 1ms --runner sequential --quiet --fail-on slower --no-report
  [ "$status" = 8 ]
}

@test "programs that cannot be compared are refused before anything is measured" {
  touch plain
  printf '#!/bin/sh\necho "protocol 99" >&3\n' >later
  chmod +x later
  fails 2 "name two programs" "$CONCBENCH" ab "$CONCBENCH"
  fails 2 "name two programs" "$CONCBENCH" ab "$CONCBENCH" "$CONCBENCH" "$CONCBENCH"
  fails 2 "'missing' cannot be run: No such file" "$CONCBENCH" ab missing "$CONCBENCH"
  fails 2 "'./plain' cannot be run: Permission denied" "$CONCBENCH" ab "$CONCBENCH" ./plain
  fails 2 "'.' is a folder" "$CONCBENCH" ab "$CONCBENCH" .
  fails 2 "is no concbench" "$CONCBENCH" ab "$CONCBENCH" "$(type -P true)"
  fails 2 "measures by protocol 99" "$CONCBENCH" ab ./later "$CONCBENCH"
  fails 2 "unknown parameter of primes 'extr' (did you mean 'extra'?)" "$CONCBENCH" ab --new-param primes.extr=3
  fails 2 "--old-param 'extra': write name.parameter=value" "$CONCBENCH" ab --old-param extra
  fails 2 "not selected" "$CONCBENCH" ab --workload sleep --new-param primes.extra=3
  fails 2 "--fail-on" "$CONCBENCH" ab --fail-on faster
  [ ! -e reports ]
}
