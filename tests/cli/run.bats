# What a person gets who runs, verifies, lists and reports.
load common

@test "verify runs every workload under every runner and finds all answers right" {
  small
  [ "$("$CONCBENCH" list cases "${small[@]}" | wc -l)" -ge 50 ]  # ten models on five kinds of work
  run "$CONCBENCH" verify "${small[@]}"
  [ "$status" = 0 ]
  [[ $output == *"$("$CONCBENCH" list cases "${small[@]}" | wc -l) right, 0 wrong, 0 skipped"* ]]
}

@test "every runner gives the right answers at 1, 2, 7 and more than the tasks" {
  small
  run "$CONCBENCH" verify "${small[@]}" --concurrency 1,2,7,16
  [ "$status" = 0 ]
  [[ $output == *"$("$CONCBENCH" list cases "${small[@]}" --concurrency 1,2,7,16 | wc -l) right, 0 wrong, 0 skipped"* ]]
}

@test "more tasks than pipes and queues hold at once are all done" {
  run "$CONCBENCH" run --workload empty --tasks 30000 --concurrency 2 --runner thread_pool,processes,process_pool --blocks 1 --min-time 1ms --timeout 20s --out r.jsonl --no-report
  [ "$status" = 0 ]
  [ "$(json r.jsonl '{(r["tally"]["tasks"], r["status"]) for r in samples}')" = "{(30000, 'ok')}" ]
}

@test "a run leaves a results file, a page and charts where it says, and 'latest' points there" {
  small empty sleep
  run "$CONCBENCH" "${small[@]}" "${brief[@]}" --runner sequential,threads --label desk
  [ "$status" = 0 ]
  [[ $output == *"report:  reports/out/desk-"*"/index.html"* ]]
  [ -s reports/out/latest/results.jsonl ]
  [ -s reports/out/latest/index.html ]
  ls reports/out/latest/*.svg
  [ "$(json reports/out/latest/results.jsonl 'records[0]["machine"]["hostname"]')" = desk ]
}

@test "a results file holds the run, a sample for each case and block, a trace of each case, and its end" {
  small primes
  "$CONCBENCH" "${small[@]}" --blocks 3 --min-time 1ms --runner sequential,tbb --seed 7 --out r.jsonl --no-report
  [ "$(json r.jsonl '[r["record"] for r in records if r["record"] != "twin"]')" = "['run', 'canary', 'sample', 'sample', 'canary', 'sample', 'sample', 'canary', 'sample', 'sample', 'trace', 'trace', 'end']" ]
  [ "$(json r.jsonl 'records[0]["seed"], records[0]["blocks"], records[-1]["complete"]')" = "(7, 3, True)" ]
  [ "$(json r.jsonl 'sorted({r["case"] for r in samples}) == sorted(records[0]["cases"])')" = True ]
  [ "$(json r.jsonl '[p["name"] for p in records[0]["planned"]] == records[0]["cases"]')" = True ]
  [ "$(json r.jsonl '[p["workload"] + "/" + p["runner"] + "/concurrency:" + str(p["concurrency"]) for p in records[0]["planned"]] == records[0]["cases"]')" = True ]
  # Its own control, in every block: the work of several workers once more, and with 3 % added.
  [ "$(json r.jsonl 'sorted((r["block"], r["of"] in records[0]["cases"], r["params"]["extra"]) for r in records if r["record"] == "twin" and r["attempt"] == 0)')" = "[(0, True, '0'), (0, True, '3'), (1, True, '0'), (1, True, '3'), (2, True, '0'), (2, True, '3')]" ]
  [ "$(json r.jsonl 'all(r["status"] == "ok" and len(r["steady_ns"]) >= 2 and min(r["steady_ns"]) > 0 for r in samples)')" = True ]
  [ "$(json r.jsonl 'all(r["tally"]["tasks"] == 10 and r["cpu_ns"] > 0 and r["memory_bytes"] is not None for r in samples)')" = True ]
  [ ! -e reports ]
}

@test "the same seed gives the same order" {
  small empty
  for file in a b; do
    "$CONCBENCH" "${small[@]}" --blocks 2 --min-time 1ms --seed 5 --out $file.jsonl --no-report
  done
  order='[r["case"] for r in records if r["record"] == "sample" and r["attempt"] == 0]'
  [ "$(json a.jsonl "$order")" = "$(json b.jsonl "$order")" ]
}

@test "the newest page is at reports/out/latest, wherever the report was to go, and one that has none does not hide it" {
  small empty
  "$CONCBENCH" "${small[@]}" "${brief[@]}" --runner sequential --report page
  [ -s page/index.html ] && cmp page/index.html reports/out/latest/index.html
  "$CONCBENCH" "${small[@]}" "${brief[@]}" --runner sequential --no-report
  cmp page/index.html reports/out/latest/index.html
}

@test "list names workloads, runners and cases, and alone all three shortly" {
  run "$CONCBENCH" list
  [ "$status" = 0 ]
  [[ $output == *"Workloads"*file_read*"Runners"*tbb*"Cases: "*"'concbench list cases' names them"* ]]
  [ "${#lines[@]}" -le 40 ]
  run "$CONCBENCH" list workloads
  [[ $output == *file_read* ]]
  run "$CONCBENCH" list runners
  [[ $output == *ThreadPoolExecutor* ]]
  run "$CONCBENCH" list cases --workload primes --runner tbb --concurrency 1,2 --param primes.limit=5000
  [ "$output" = "$(printf 'primes[limit=5000]/tbb/concurrency:1\nprimes[limit=5000]/tbb/concurrency:2')" ]
}

@test "report makes the page again from a results file, also from one that was cut off" {
  small empty
  "$CONCBENCH" "${small[@]}" "${brief[@]}" --out whole.jsonl --no-report
  head -n 5 whole.jsonl >cut.jsonl
  head -c 100 <(sed -n 6p whole.jsonl) >>cut.jsonl
  run "$CONCBENCH" report cut.jsonl -o page --format html
  [ "$status" = 0 ]
  [[ $output == *Incomplete* ]]
  [ -s page/index.html ]
}

@test "the user's own images are measured" {
  mkdir images
  for colour in red blue; do
    printf '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="%s"/></svg>' $colour |
      rsvg-convert -o images/$colour.png
  done
  "$CONCBENCH" run "${brief[@]}" --workload brightness --images images --out r.jsonl --no-report
  [ "$(json r.jsonl '{(r["tasks"], r["bytes"], r["status"]) for r in samples}')" = "{(2, 7200, 'ok')}" ]
}

@test "the user's own files are read" {
  mkdir files && printf abc >files/a && : >files/empty
  "$CONCBENCH" run "${brief[@]}" --workload file_read --files files --out r.jsonl --no-report
  [ "$(json r.jsonl '{(r["tasks"], r["bytes"], r["status"]) for r in samples}')" = "{(2, 3, 'ok')}" ]
}

@test "gbench is plain Google Benchmark over the same cases" {
  small
  run "$CONCBENCH" gbench "${small[@]}" --runner threads --benchmark_filter=primes --benchmark_format=json --benchmark_min_time=0.01
  [ "$status" = 0 ]
  [[ $output == *'"primes[limit=10000,tasks=10]/threads/concurrency:2/process_time/manual_time"'* ]] ||
    [[ $output == *'primes[limit=10000,tasks=10]/threads/concurrency:'* ]]
}

@test "machine says what may be used of it" {
  run "$CONCBENCH" machine
  [ "$status" = 0 ]
  [[ $output == *"usable CPUs"* ]]
}

@test "help and version go to stdout" {
  run --separate-stderr "$CONCBENCH" --help
  [ "$status" = 0 ] && [ -z "$stderr" ] && [[ $output == *verify*--workload*--budget*Examples* ]]
  run --separate-stderr "$CONCBENCH" --version
  [ "$status" = 0 ] && [[ $output == "concbench "* ]]
}

@test "into a pipe go plain lines: no colour, no escape, no carriage return, and 40 at most" {
  small empty sleep
  run --separate-stderr "$CONCBENCH" "${small[@]}" "${brief[@]}"
  [ "$status" = 0 ]
  [[ $output$stderr != *$'\e'* ]]
  [[ $output$stderr != *$'\r'* ]]
  [[ $output == *"concurrency"*"time"*"verdict"* ]]
  [[ $output != *"…"* ]]
  [ "${#lines[@]}" -le 40 ]
}

# in_terminal COMMAND...: what a person sees who types it in a terminal of 24 lines and 80 columns.
in_terminal() {
  command -v script >/dev/null || skip "script is missing"
  TERM=xterm script -qec "stty rows 24 cols 80; $(printf '%q ' "$@")" /dev/null </dev/null
}

@test "in a terminal there is one line of progress with the time left, then 40 lines in colour at most" {
  small empty sleep
  run in_terminal "$CONCBENCH" "${small[@]}" "${brief[@]}"
  [ "$status" = 0 ]
  [[ $output == *$'\r\e[K'"block 1/1, sample 1/"*" left: "* ]]
  grep -q $'\e\[[0-9]*m' <<<"$output"
  result=${output##*$'\r\e[K'}  # after the line of progress is empty again
  [[ $result == *"verdict"*"report: "* ]]
  [ "$(grep -c '' <<<"$output")" -le 41 ]
  run in_terminal env NO_COLOR=1 "$CONCBENCH" "${small[@]}" "${brief[@]}" --no-report
  [[ $output == *"verdict"* ]]
  run ! grep -q $'\e\[[0-9;]*m' <<<"$output"
}

@test "COLUMNS is the width" {
  small empty
  "$CONCBENCH" "${small[@]}" "${brief[@]}" --out r.jsonl --no-report
  width() { LC_ALL=C.UTF-8 wc -L <<<"$output"; }
  COLUMNS=72 run "$CONCBENCH" report r.jsonl -o page
  [ "$(width)" -le 72 ]
  COLUMNS=nonsense run "$CONCBENCH" report r.jsonl -o page
  [ "$(width)" -gt 72 ] && [ "$(width)" -le 100 ]
}

@test "quiet prints nothing and writes everything; what goes wrong is still said" {
  small empty
  run --separate-stderr "$CONCBENCH" "${small[@]}" "${brief[@]}" --quiet --out r.jsonl --report page
  [ "$status" = 0 ]
  [ -z "$output$stderr" ]
  [ "$(json r.jsonl 'records[-1]["complete"]')" = True ]
  [ -s page/index.html ]
  run --separate-stderr "$CONCBENCH" report r.jsonl -o again --quiet
  [ "$status" = 0 ] && [ -z "$output$stderr" ] && [ -s again/index.html ]
  run --separate-stderr "$FAULTY" run --workload wrong --runner sequential "${brief[@]}" --quiet --out w.jsonl --no-report
  [ "$status" = 4 ] && [ -z "$output" ] && [ "$stderr" = "concbench: 1 of 1 samples failed; 'concbench report w.jsonl' says why" ]
  fails 6 "cannot write" "$CONCBENCH" "${small[@]}" "${brief[@]}" --quiet --out r.jsonl/in/a/file --no-report
  fails 2 "choose one" "$CONCBENCH" "${small[@]}" --quiet --details
}

@test "details are whole tables" {
  small empty
  "$CONCBENCH" "${small[@]}" "${brief[@]}" --out r.jsonl --no-report
  run "$CONCBENCH" report r.jsonl -o page --details
  [ "$status" = 0 ]
  [[ $output == *"middle half"* ]]
  run "$CONCBENCH" report r.jsonl -o page
  [[ $output != *"middle half"* ]]
}

@test "a traced run notes every task, stands apart from the samples, and can be left out" {
  small sleep
  "$CONCBENCH" "${small[@]}" --blocks 1 --min-time 1ms --runner sequential,threads,processes,coroutines --concurrency 2 --out r.jsonl --no-report
  traces='[r for r in records if r["record"] == "trace"]'
  [ "$(json r.jsonl "[r[\"case\"].split(\"/\")[1] for r in $traces]")" = "['sequential', 'threads', 'processes', 'coroutines']" ]
  [ "$(json r.jsonl "{r[\"status\"] for r in $traces}")" = "{'ok'}" ]
  [ "$(json r.jsonl "all(len(r[\"begin_ns\"]) == samples[0][\"tasks\"] == len(r[\"took_ns\"]) for r in $traces)")" = True ]
  [ "$(json r.jsonl "all(b >= 0 and b + t <= r[\"wall_ns\"] for r in $traces for b, t in zip(r[\"begin_ns\"], r[\"took_ns\"]))")" = True ]
  [ "$(json r.jsonl "all(t >= s for r in $traces for t, s in zip(r[\"took_ns\"], r[\"shortest_ns\"]))")" = True ]
  [ "$(json r.jsonl "[len(r[\"threads\"]) for r in $traces][0], [len(r[\"threads\"]) for r in $traces][3]")" = "(1, 1)" ]
  "$CONCBENCH" "${small[@]}" --blocks 1 --min-time 1ms --runner sequential --no-trace --out n.jsonl --no-report
  [ "$(json n.jsonl '[r["record"] for r in records].count("trace")')" = 0 ]
  "$CONCBENCH" report r.jsonl -o page --format trace
  [ "$(json r.jsonl "len([e for e in json.load(open('page/trace.json'))['traceEvents'] if e['ph'] == 'X']) == sum(len(r['begin_ns']) for r in $traces)")" = True ]
}

@test "work on memory has its limit measured in every block, one for each number of threads" {
  "$CONCBENCH" --workload brightness --param brightness.tasks=4 --param brightness.size=10kB --runner sequential,threads --blocks 2 --min-time 1ms --no-trace --out r.jsonl --no-report
  [ "$(json r.jsonl '[(r["of"].split("[")[0], r["workload"], r["status"]) for r in records if r["record"] == "limit" and r["block"] == 1][0]')" = "('brightness', 'copy', 'ok')" ]
  [ "$(json r.jsonl '{r["concurrency"] for r in records if r["record"] == "limit"} == {min(r["concurrency"], 4) for r in samples}')" = True ]
}

@test "a table of twelve runners is judged, and what is decided at the first look is measured no further" {
  small empty
  run "$FAULTY" run "${small[@]}" --min-time 1ms --no-trace --out r.jsonl --no-report  # 66 pairs
  [ "$status" = 4 ]  # two of them count wrong, and count in the family
  [ "$(json r.jsonl 'records[0]["blocks"], [look["blocks"] for look in records[0]["looks"]]')" = "(10, [10, 28])" ]
  [ "$(json r.jsonl 'min(sum(r["case"] == c and r["attempt"] == 0 for r in samples) for c in records[0]["cases"])')" = 10 ]
  [[ $output != *"not judged"* && $output != *"nothing is claimed"* ]]
}

@test "a run ends within its budget, and says what it did not come to" {
  small primes
  run "$CONCBENCH" "${small[@]}" --runner sequential,threads --budget 1s --min-time 100ms --out r.jsonl --no-report
  [ "$status" = 0 ]
  [ "$(json r.jsonl 'records[-1]["complete"], max(r["block"] for r in samples) < 9')" = "(True, True)" ]
  [[ $output == *"nothing is claimed: "*" are needed"* ]]
  run "$CONCBENCH" run --budget 1
  [ "$status" = 2 ]
  [[ $output == *"--budget"* ]]
}
