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
  [[ $output == *"3 right, 12 wrong, 0 skipped"* ]]
}

@test "every runner reports a task that throws" {
  run "$FAULTY" verify --workload throws --concurrency 3 --runner sequential,thread_per_task,threads,thread_pool,process_per_task,processes,process_pool,tbb,coroutines,coroutine_pool
  [ "$status" = 4 ]
  [ "$(grep -c 'task 5 went wrong' <<<"$output")" = 10 ]
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
  [ "$(json r.jsonl 'sorted((r["workload"], r["status"]) for r in samples if r["runner"] == "threads")')" = "[('crashes', 'failed'), ('empty', 'ok'), ('throws', 'failed'), ('wrong', 'failed')]" ]
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
