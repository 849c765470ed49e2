# The commands that answer one question, as a person types them; in small. Numbers are not judged here.
load common

@test "granularity searches, and says from which task size a model pays" {
  run "$CONCBENCH" granularity --runner threads --concurrency 2 --blocks 1 --out g.jsonl --report page
  [ "$status" = 0 ]
  [[ $output == *"METG(50 %)"* ]]
  [ "$(json g.jsonl 'records[0]["command"], sorted({r["record"] for r in records})')" = "('granularity', ['break_even', 'canary', 'end', 'metg', 'run', 'sample'])" ]
  [ "$(json g.jsonl '[(r["runner"], r["concurrency"], r["efficiency"]) for r in records if r["record"] == "metg"]')" = "[('threads', 2, 0.9), ('threads', 2, 0.5)]" ]
  [ "$(json g.jsonl '{r["workload"] for r in samples}, {r["chunk"] for r in samples if r["runner"] == "threads"}')" = "({'spin'}, {1})" ]
  [ -s page/index.html ]
  [ -s page/granularity.svg ]
  # Each cut and its own time of one thread, next to each other in a block.
  [ "$(json g.jsonl 'all({(a["runner"], a["position"]) for a in pair} in ({("sequential", 0), ("threads", 1)}, {("sequential", 1), ("threads", 0)}) and pair[0]["tasks"] == pair[1]["tasks"] and pair[0]["block"] == pair[1]["block"] == i for i, pair in enumerate(zip(samples[::2], samples[1::2])))')" = True ]
}

@test "map measures every length of task with every share of waiting, and says what to use where" {
  run "$CONCBENCH" map --runner sequential,thread_per_task,coroutines --blocks 1 --out a.jsonl --report page
  [ "$status" = 0 ]
  [[ $output == *"Which model for which task"* ]]
  [ "$(json a.jsonl 'len({(r["length_ns"], r["waiting"]) for r in records if r["record"] == "map_point"})')" = 20 ]
  # Each sample is of a place on the map, and what starts a task for longer than it takes is left out with its reason.
  [ "$(json a.jsonl '{r["case"].split("/")[0] for r in samples} == {r["workload"] for r in records if r["record"] == "map_point"}')" = True ]
  [ "$(json a.jsonl '{(r["status"], r["runner"], r["reason"]) for r in samples if r["status"] != "ok"}')" = "{('skipped', 'thread_per_task', 'starting a task takes about 20us, over 10 times the task')}" ]
  [ "$(json a.jsonl '{r["params"]["wait"] for r in samples if r["runner"] == "sequential"} >= {"0ns", "500us", "9900us"}')" = True ]
  [ -s page/index.html ]
  [ -s page/map.svg ]
}

@test "cores measures each CPU alone and all together, and from core to core" {
  run "$CONCBENCH" cores --workload primes --blocks 1 --out c.jsonl --report page
  [ "$status" = 0 ]
  [[ $output == *"on each CPU alone"* ]]
  cpus=$(json c.jsonl 'records[0]["machine"]["cpus_allowed"]')
  [ "$(json c.jsonl 'len({tuple(r["cpus"]) for r in samples if len(r["cpus"]) == 1})')" = "$cpus" ]
  [ "$(json c.jsonl 'all(r["worker_cpus"][0]["cpus"] == str(r["cpus"][0]) for r in samples if len(r["cpus"]) == 1)')" = True ]
  [ "$cpus" = 1 ] || [ "$(json c.jsonl '[r["median_ns"] > 0 for r in records if r["record"] == "core_to_core"][0]')" = True ]
}

@test "memory weighs tasks in flight, and stops where a runner ends" {
  run "$CONCBENCH" memory --runner coroutines,thread_per_task --concurrency 1,10,2000 --out m.jsonl --report page
  [ "$status" = 0 ]
  [[ $output == *"most in flight"* ]]
  [ "$(json m.jsonl 'sorted((r["runner"], r["tasks"], r["status"]) for r in samples)')" = "[('coroutines', 1, 'ok'), ('coroutines', 10, 'ok'), ('coroutines', 2000, 'ok'), ('thread_per_task', 1, 'ok'), ('thread_per_task', 10, 'ok'), ('thread_per_task', 2000, 'skipped')]" ]
  [ -s page/memory.svg ]
}

@test "a study is quiet too where that is asked for" {
  for study in "granularity --runner threads --concurrency 2" "cores --workload primes" "memory --runner coroutines --concurrency 1,10" "map --runner sequential,threads"; do
    run --separate-stderr "$CONCBENCH" $study --blocks 1 --quiet --out q.jsonl --report page
    [ "$status" = 0 ]
    [ -z "$output$stderr" ]
    [ "$(json q.jsonl 'records[-1]["complete"]')" = True ]
    rm q.jsonl
  done
}

@test "files of one machine and of several commands make one page" {
  small primes
  "$CONCBENCH" "${small[@]}" "${brief[@]}" --runner sequential --out r.jsonl --no-report
  "$CONCBENCH" memory --runner coroutines --concurrency 1,10 --out m.jsonl --no-report
  run "$CONCBENCH" report r.jsonl m.jsonl -o page
  [ "$status" = 0 ]
  [ -s page/index.html ]
  [ -s page/memory.svg ]
  [ -s page/slowdown.svg ]
  cp r.jsonl again.jsonl
  run "$CONCBENCH" report r.jsonl again.jsonl -o pages  # the same command twice: a page for each
  [ ! -e pages/index.html ]
}

@test "workers are placed where they are told to be, and the sample says where they were" {
  small empty
  "$CONCBENCH" "${small[@]}" "${brief[@]}" --runner threads,processes,tbb,coroutine_pool,coroutines --concurrency 2 --placement pinned --out r.jsonl --no-report
  cpus=$(json r.jsonl 'min(2, records[0]["machine"]["cpus_allowed"])')
  [ "$(json r.jsonl '{len(r["worker_cpus"]) for r in samples if r["runner"] != "coroutines"}')" = "{$cpus}" ]
  [ "$(json r.jsonl '{len(w["cpus"].split("-")) for r in samples for w in r["worker_cpus"]}')" = "{1}" ]
  [ "$(json r.jsonl '{len(r["worker_cpus"]) for r in samples if r["runner"] == "coroutines"}')" = "{1}" ]  # one loop
}

@test "a CPU that is not there or is not allowed is one line" {
  fails 2 "there is no CPU 100000" "$CONCBENCH" run --cpus 100000
  fails 2 "lower number" "$CONCBENCH" run --cpus 3-1
  fails 2 "pinned" "$CONCBENCH" run --placement pined
  [ "$(nproc)" -gt 1 ] || skip "one CPU"
  fails 2 "may not use CPU 1" taskset -c 0 "$CONCBENCH" run --cpus 1
  fails 7 "sequential alone" "$CONCBENCH" granularity --runner sequential
  fails 7 "one runner alone" "$CONCBENCH" map --runner threads
  fails 7 "no selected runner goes to that concurrency" "$CONCBENCH" memory --runner threads --concurrency 5000
}
