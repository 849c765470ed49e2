# What a person gets who asks how earlier runs went.
load common

@test "history lays the runs of the same work under each other, and the page of a run shows them" {
  small empty primes
  for _ in 1 2; do "$CONCBENCH" "${small[@]}" "${brief[@]}" --runner sequential,threads --concurrency 2 --quiet; done
  "$CONCBENCH" --workload sleep --param sleep.tasks=4 --param sleep.unit=1ms "${brief[@]}" --runner sequential --out reports/out/other.jsonl --no-report
  touch -d '1 hour' reports/out/other.jsonl
  run "$CONCBENCH" history
  [ "$status" = 0 ]
  [[ $output == *"there is no earlier run"* || $output == *"There is no earlier run"* ]]  # of that other work
  rm reports/out/other.jsonl
  echo broken >reports/out/notes.jsonl
  run --separate-stderr "$CONCBENCH" history
  [ "$status" = 0 ]
  [[ $output == *"machine"*"program"*"canary"*"commit"* ]]
  [[ $output == *"Against the newest, the run before it took "* ]]
  [ "$(grep -c 'threads at 2\|sequential at 1' <<<"$output")" = 2 ]
  [[ $stderr == *"notes.jsonl"*"left out" ]]
  grep -q 'Against the newest, the run before it took ' reports/out/latest/index.html
}

@test "history says what is missing, and where a folder holds broken files alone" {
  fails 7 "no run lies in 'reports/out'; 'concbench' makes one" "$CONCBENCH" history
  mkdir empty broken
  fails 7 "no run lies in 'empty'" "$CONCBENCH" history empty
  echo hello >broken/a.jsonl
  fails 3 "a.jsonl" "$CONCBENCH" history broken
  fails 2 "unexpected argument 'more'" "$CONCBENCH" history empty more
}
