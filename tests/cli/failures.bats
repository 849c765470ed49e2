# What goes wrong in a case costs that case: it is named, the rest goes on, and the exit code tells.
load common

# Processes of the program under test that live now.
processes() { pgrep -f "^concbench child .*$BATS_TEST_NAME" || true; }

@test "verify finds wrong, throwing, crashing and hanging workloads, and goes on" {
  small wrong throws crashes hangs empty
  run "$FAULTY" verify "${small[@]}" --runner sequential,threads,processes --concurrency 2 --timeout 2s
  [ "$status" = 4 ]
  [[ $output == *"failed   wrong/threads/concurrency:2: wrong answer: 8 tasks with sum 29, expected 8 with sum 28"* ]]
  [[ $output == *"failed   throws/processes/concurrency:2: task 5 went wrong"* ]]
  [[ $output == *"failed   crashes/threads/concurrency:2: killed by signal 6 (Aborted)"* ]]
  [[ $output == *"crashes/processes/concurrency:2: worker "*"was killed by signal 6 (Aborted)"* ]]
  [[ $output == *"timeout  hangs/sequential/concurrency:1: not finished after 2s"* ]]
  [[ $output == *"5 right, 12 wrong, 0 skipped"* ]]
}

@test "every runner reports a task that throws" {
  # All there are but the two that are made to be wrong, whatever they are called.
  runners=$("$FAULTY" list runners | awk '/^[a-z]/ && !/built without/ { print $1 }' | grep -vx 'skipping\|repeating')
  run "$FAULTY" verify --workload throws --concurrency 3 --runner "$(paste -sd, <<<"$runners")"
  [ "$status" = 4 ]
  [ "$(grep -c 'task 5 went wrong' <<<"$output")" = "$(wc -l <<<"$runners")" ]
}

@test "no worker's timer has slack" {
  runners=$("$FAULTY" list runners | awk '/^[a-z]/ && !/built without/ { print $1 }' | grep -vx 'skipping\|repeating')
  run "$FAULTY" verify --workload timely --concurrency 3 --runner "$(paste -sd, <<<"$runners")"
  [ "$status" = 0 ]
}

@test "a runner that skips a task or does it twice is caught" {
  small empty primes brightness sleep file_read
  run "$FAULTY" verify "${small[@]}" --runner skipping,repeating
  [ "$status" = 4 ]
  [[ $output == *"0 right, 10 wrong, 0 skipped"* ]]
}

@test "a run saves what failed beside what did not, shows it, and exits with 4" {
  small empty wrong throws crashes
  run "$FAULTY" run "${small[@]}" "${brief[@]}" --runner sequential,threads --out r.jsonl --report page
  [ "$status" = 4 ]
  [ "$(json r.jsonl 'sorted({(r["workload"], r["status"]) for r in samples if r["runner"] == "threads"})')" = "[('crashes', 'failed'), ('empty', 'ok'), ('throws', 'failed'), ('wrong', 'failed')]" ]
  [ "$(json r.jsonl '{len(r["steady_ns"]) for r in samples if r["status"] != "ok"}')" = "{0}" ]
  [ "$(json r.jsonl 'records[-1]["failed"], records[-1]["complete"]')" = "(6, True)" ]
  [[ $output == *"task 5 went wrong"* ]]
  grep -q "task 5 went wrong" page/index.html
}

@test "an answer that came sooner than is possible is a failure, and so are outputs that are wrong" {
  run "$FAULTY" verify --workload impossibly_fast,outputs_wrong --runner sequential
  [ "$status" = 4 ]
  [[ $output == *"impossible: a run took"* ]]
  [[ $output == *"output of task 3 was never written"* ]]
}

@test "a case that hangs is killed at the deadline with all its workers, and not started again" {
  run "$FAULTY" run --workload hangs --runner processes --concurrency 2 --blocks 3 --timeout 1s --out r.jsonl --no-report
  [ "$status" = 4 ]
  [ "$(json r.jsonl '[r["status"] for r in samples]')" = "['timeout', 'skipped', 'skipped']" ]
  run ! pgrep -f 'concbench child .*"hangs/processes'
}

@test "a case that leaves a process behind has failed, and the process is gone" {
  run "$FAULTY" verify --workload leaves_a_process --runner sequential
  [ "$status" = 4 ]
  [[ $output == *"left 1 process(es) behind"* ]]
  run ! pgrep -f 'concbench child .*leaves_a_process'
}

@test "what the system cannot give is skipped with the reason" {
  small unsupported empty
  run "$FAULTY" run "${brief[@]}" "${small[@]}" --runner sequential --out r.jsonl --no-report
  [ "$status" = 0 ]
  [ "$(json r.jsonl 'sorted((r["status"], r["reason"]) for r in samples)')" = "[('ok', ''), ('skipped', 'this system cannot do that')]" ]
}

@test "gbench exits with 4 on a wrong answer, also in the first of several repetitions" {
  run "$FAULTY" gbench --workload wrong --runner sequential --benchmark_repetitions=3
  [ "$status" = 4 ]
}

# starts COMMAND... in the background; waits until it has begun to measure.
start() {
  "$@" >out 2>err &
  program=$!
  for _ in $(seq 100); do
    grep -q '"record":"sample"' r.jsonl 2>/dev/null && return
    sleep 0.1
  done
  cat err
  return 1
}

@test "an interrupt ends the children, keeps a valid file and exits with 130" {
  start env --default-signal=INT "$CONCBENCH" run --workload empty,sleep --runner sequential,processes --blocks 500 --out r.jsonl --no-report
  kill -INT $program
  status=0; wait $program || status=$?
  echo "status $status"; cat err; [ "$status" = 130 ]
  [ "$(json r.jsonl 'records[-1]["complete"], records[-1]["reason"], records[-1]["samples"] == len(samples)')" = "(False, 'interrupted by signal 2', True)" ]
  grep -q "samples are saved in r.jsonl" err
}

@test "an interrupt ends a study as it ends a run" {
  start env --default-signal=INT "$CONCBENCH" granularity --runner threads --blocks 200 --out r.jsonl --no-report --quiet
  kill -INT $program
  status=0; wait $program || status=$?
  echo "status $status"; cat err; [ "$status" = 130 ]
  [ "$(cat out err)" = "$(grep "samples are saved in r.jsonl" err)" ]  # quiet, and still that line
  [ "$(json r.jsonl 'records[-1]["complete"], records[-1]["reason"]')" = "(False, 'interrupted by signal 2')" ]
}

@test "a study in which every sample times out says so and exits with 4" {
  run --separate-stderr "$CONCBENCH" memory --runner thread_per_task --concurrency 10,100 --timeout 30ms --out m.jsonl --no-report
  [ "$status" = 4 ]
  [ "$(json m.jsonl '[(r["tasks"], r["status"], r["reason"]) for r in samples][1]')" = "(100, 'skipped', 'fewer tasks did not come to an end')" ]
}

@test "a termination exits with 143" {
  start "$CONCBENCH" run --workload sleep --runner sequential --blocks 500 --out r.jsonl --no-report
  kill -TERM $program
  status=0; wait $program || status=$?
  echo "status $status"; cat err; [ "$status" = 143 ]
}

@test "killing the supervisor leaves no process and a readable file" {
  start "$CONCBENCH" run --workload sleep --runner processes --param sleep.unit=7ms --blocks 500 --out r.jsonl --no-report
  kill -KILL $program
  wait $program || true
  for _ in $(seq 50); do
    pgrep -f 'concbench child .*"unit":"7ms"' >/dev/null || break
    sleep 0.1
  done
  run ! pgrep -f 'concbench child .*"unit":"7ms"'
  run "$CONCBENCH" report r.jsonl -o page
  [ "$status" = 0 ]
  [[ $output == *Incomplete* ]]
}

# What is said and not read. `2>&9` and `>&9` write into a pipe whose reader is gone.
tiny=(run --workload empty --param empty.tasks=10 --runner sequential,thread_pool --blocks 2 --min-time 1ms --out r.jsonl)
gone() {
  mkfifo gone
  exec 8<>gone 9>gone 8<&-
}

# ends STATUS REDIRECTIONS COMMAND...: exits with it; leaves what it says in out and err, where they are not redirected.
ends() {
  local expected=$1 redirections=$2 status=0
  shift 2
  rm -rf r.jsonl page
  eval '"$@" >out 2>err' "$redirections" || status=$?
  [ "$status" = "$expected" ] || { echo "status $status, not $expected, from: $* $redirections"; cat err; return 1; }
}

# r.jsonl holds all of a tiny run, and not a line of anything else.
saved_all() {
  [ "$(json r.jsonl '[r["record"] for r in records]')" = "['run', 'canary', 'sample', 'sample', 'canary', 'sample', 'sample', 'trace', 'trace', 'end']" ]
  [ "$(json r.jsonl 'records[-1]["complete"], {r["status"] for r in samples}')" = "(True, {'ok'})" ]
}

@test "who closes stderr loses the progress and nothing else" {
  gone
  for where in '2>&-' '2>/dev/full' '2>&9'; do
    ends 0 "$where" "$CONCBENCH" "${tiny[@]}" --no-report
    saved_all
    grep -q "verdict" out
    ends 4 "$where" "$FAULTY" run --workload wrong --runner sequential "${brief[@]}" --quiet --out r.jsonl --no-report
    ends 2 "$where" "$CONCBENCH" run --workload nonsense
  done
  run bash -o pipefail -c '"$@" 2>&1 | head -n 1' - "$CONCBENCH" "${tiny[@]}" --no-report
  [ "$status" = 0 ]
  [[ $output == "2 cases in 2 block(s)"* ]]
  saved_all
}

@test "with every standard stream closed, no other file is taken for one" {
  ends 6 '<&- >&- 2>&-' "$CONCBENCH" "${tiny[@]}" --report page
  saved_all
  [ -s page/index.html ]
  ends 0 '<&- >&- 2>&-' "$CONCBENCH" "${tiny[@]}" --quiet --report page
  saved_all
}

@test "an answer that cannot be written is an error, after all files are written" {
  many=(list cases --concurrency "$(seq -s, 99)")  # more than is kept to be written at once
  "$CONCBENCH" "${tiny[@]}" --no-report && mv r.jsonl whole.jsonl
  for where in '>&-' '>/dev/full'; do
    for command in machine "${many[*]}" --help "compare whole.jsonl whole.jsonl" "verify --workload empty --runner sequential"; do
      ends 6 "$where" "$CONCBENCH" $command
      [ "$(cat err)" = "concbench: cannot write to standard output; is it closed, or the disk full?" ]
    done
    ends 6 "$where" "$CONCBENCH" report whole.jsonl -o page --details
    [ -s page/index.html ]
    ends 6 "$where" "$CONCBENCH" "${tiny[@]}" --details --report page
    saved_all
    [ -s page/index.html ]
  done
}

@test "a reader who has seen enough of the answer is no error" {
  gone
  "$CONCBENCH" "${tiny[@]}" --no-report && mv r.jsonl whole.jsonl
  for command in machine "list cases --concurrency $(seq -s, 99)" --help "compare whole.jsonl whole.jsonl" "verify --workload empty --runner sequential"; do
    ends 0 '>&9' "$CONCBENCH" $command
    [ ! -s err ]
  done
  ends 0 '>&9' "$CONCBENCH" report whole.jsonl -o page --details
  [ -s page/index.html ]
  ends 0 '>&9 2>&9' "$CONCBENCH" "${tiny[@]}" --details --report page
  saved_all
  [ -s page/index.html ]
}
