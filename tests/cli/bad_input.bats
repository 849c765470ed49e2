# Bad input gets one clear line and its exit code.
load common

@test "unknown names suggest the nearest" {
  fails 2 "unknown workload 'prime' (did you mean 'primes'?)" "$CONCBENCH" run --workload prime
  fails 2 "unknown runner 'thread' (did you mean 'threads'?)" "$CONCBENCH" run --runner sequential,thread
  fails 2 "unknown profile 'quik' (did you mean 'quick'?)" "$CONCBENCH" run --profile quik
  fails 2 "unknown parameter of sleep 'units' (did you mean 'unit'?)" "$CONCBENCH" run --param sleep.units=1ms
  fails 2 "unknown flag '--concurency' (did you mean '--concurrency'?)" "$CONCBENCH" run --concurency 2
  fails 2 "unknown command 'verfy' (did you mean 'verify'?)" "$CONCBENCH" verfy
  fails 2 "unknown list 'runer' (did you mean 'runners'?)" "$CONCBENCH" list runer
  fails 2 "unknown format 'htm' (did you mean 'html'?)" "$CONCBENCH" report x.jsonl -o page --format htm
  fails 2 "unexpected argument 'extra'" "$CONCBENCH" verify extra
}

@test "numbers that make no sense are refused with the value" {
  for flag in --blocks --tasks --chunk --concurrency; do
    for value in 0 -1 nan 1.5 abc 99999999999999999999999 ''; do
      fails 2 "'$value'" "$CONCBENCH" run $flag="$value" || fails 2 "$flag" "$CONCBENCH" run $flag="$value"
    done
  done
  fails 2 "--min-time: '5' is not a duration from 1us to 1h, such as 50ms" "$CONCBENCH" run --min-time 5
  fails 2 "--timeout: '1' is not a duration from 1ms to 24h, such as 30s" "$CONCBENCH" run --timeout 1
  fails 2 "--budget: '1' is not a duration from 1s to 168h, such as 2m" "$CONCBENCH" run --budget 1
  for value in 0 -5ms nan 10 1e3ms ''; do
    for flag in --min-time --timeout; do fails 2 "$flag" "$CONCBENCH" run $flag="$value"; done
    fails 2 "sleep.unit" "$CONCBENCH" run --param sleep.unit="$value"
  done
  fails 2 "--seed" "$CONCBENCH" run --seed=-1
  fails 2 "runner 'threads' goes up to 1024" "$CONCBENCH" run --runner threads --concurrency 1025
}

@test "a flag without its value is refused" {
  fails 2 "--blocks: give it a value; see 'concbench run --help'" "$CONCBENCH" run --blocks
  fails 2 "--blocks: give it once; see 'concbench run --help'" "$CONCBENCH" run --blocks 1 --blocks 2
  fails 2 "write name.parameter=value" "$CONCBENCH" run --param unit
  fails 2 "an empty item" "$CONCBENCH" run --workload primes,,sleep
  fails 2 "not selected" "$CONCBENCH" run --workload primes --param sleep.unit=1ms
  fails 2 "choose one" "$CONCBENCH" run --report x --no-report
}

@test "a concurrency beyond a limit of the system is refused before anything runs" {
  fails 5 "open files" bash -c 'ulimit -n 256; exec "$CONCBENCH" run --runner coroutines --workload file_read --concurrency 4000 --tasks 5000 --no-report'
  fails 5 "open files" bash -c 'ulimit -n 256; exec "$CONCBENCH" run --runner processes --concurrency 1000 --no-report'
  if [ "$(id -u)" = 0 ]; then  # who is exempt from the limit of processes
    cp "$CONCBENCH" concbench
    chmod 755 . concbench
    # Who may still search folders that are closed to others, such as the root of a system made for a test.
    unprivileged=(setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps +dac_read_search
                  --ambient-caps +dac_read_search prlimit --nproc=100)
  else
    unprivileged=(prlimit --nproc=100)
  fi
  fails 5 "the user's process limit" "${unprivileged[@]}" ./concbench run --runner threads --concurrency 500 --no-report
  [ ! -e reports ]
}

@test "folders of images or files that cannot be used are named" {
  mkdir empty notes
  echo text >notes/readme.txt
  for flag in --images --files; do
    workload=$([ $flag = --images ] && echo brightness || echo file_read)
    fails 2 "missing" "$CONCBENCH" run --workload $workload $flag missing
    fails 2 "empty" "$CONCBENCH" run --workload $workload $flag empty
    fails 2 "readme.txt" "$CONCBENCH" run --workload $workload $flag notes/readme.txt
    fails 2 "$flag" "$CONCBENCH" run --workload $workload $flag=
    fails 2 "leave out --tasks" "$CONCBENCH" run --workload $workload $flag notes --tasks 3
    fails 2 "not selected" "$CONCBENCH" run --workload primes $flag notes
  done
  fails 2 "notes" "$CONCBENCH" run --workload brightness --images notes
}

@test "one broken image is named and nothing is measured" {
  mkdir images
  printf '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>' | rsvg-convert -o images/good.png
  head -c 40 images/good.png >images/broken.png
  fails 2 "broken.png" "$CONCBENCH" run --workload brightness --images images
  fails 2 "broken.png" "$CONCBENCH" verify --workload brightness --images images
  [ ! -e reports ]
}

@test "an output that cannot be written is said before anything is measured" {
  touch file
  echo old >old.jsonl
  fails 6 "file/results.jsonl" "$CONCBENCH" run --workload empty --out file/results.jsonl --no-report
  fails 6 "file" "$CONCBENCH" run --workload empty --report file/page
  fails 6 "old.jsonl" "$CONCBENCH" run --workload empty --out old.jsonl --no-report
  [ "$(cat old.jsonl)" = old ]
}

@test "results files that are none are refused with the reason" {
  : >empty.jsonl
  head -c 500 /dev/urandom >binary.jsonl
  echo '{"record":"run","schema":"concbench.results","version":99}' >future.jsonl
  echo 'hello' >text.jsonl
  fails 3 "missing.jsonl" "$CONCBENCH" report missing.jsonl -o page
  fails 3 "empty.jsonl" "$CONCBENCH" report empty.jsonl -o page
  fails 3 "binary.jsonl" "$CONCBENCH" report binary.jsonl -o page
  fails 3 "version 99" "$CONCBENCH" report future.jsonl -o page
  fails 3 "text.jsonl" "$CONCBENCH" report text.jsonl -o page
  fails 2 "name a results file" "$CONCBENCH" report -o page
  fails 2 "-o DIR" "$CONCBENCH" report text.jsonl
  [ ! -e page ]
}

@test "a report that cannot be written is an error of its own" {
  small empty
  "$CONCBENCH" run "${small[@]}" "${brief[@]}" --runner sequential --out r.jsonl --no-report
  touch file
  fails 6 "file" "$CONCBENCH" report r.jsonl -o file/page
}

@test "a gbench filter that matches nothing is an empty selection" {
  small
  run "$CONCBENCH" gbench "${small[@]}" --benchmark_filter=nothing_at_all
  [ "$status" = 7 ]
  fails 2 "--benchmark_nonsense" "$CONCBENCH" gbench --benchmark_nonsense=1
}

@test "names that are hostile in a results file do nothing on a terminal" {
  small empty
  "$CONCBENCH" run "${small[@]}" "${brief[@]}" --runner sequential --label $'evil\e]0;title\a</script>' --out r.jsonl --report page
  run "$CONCBENCH" report r.jsonl -o page
  [ "$status" = 0 ]
  [[ $output != *$'\e'* ]]
  run ! grep -qF $'title\a</script>' page/index.html
  grep -qF 'title\u0007\u003c/script' page/index.html
}

# with_id FILE PYTHON: a copy of r.jsonl whose run has the id that the Python expression says.
with_id() {
  /usr/bin/python3 -c 'import json, sys
first, *rest = open("r.jsonl")
run = json.loads(first) | {"run_id": eval(sys.argv[2])}
open(sys.argv[1], "w").writelines([json.dumps(run) + "\n", *rest])' "$@"
}

# Fails where the text on stdin would do something to a terminal.
harmless() {
  /usr/bin/python3 -c 'import sys, unicodedata
bad = {c for c in sys.stdin.read() if c != "\n" and unicodedata.category(c) in ("Cc", "Cf")}
sys.exit(f"on the terminal: {bad!a}" if bad else 0)'
}

@test "no id of a run decides where its report is written, or does anything on a terminal" {
  small empty
  "$CONCBENCH" run "${small[@]}" "${brief[@]}" --runner sequential --out r.jsonl --no-report
  mkdir -p above/work outside
  mv r.jsonl above/work
  cd above/work
  for id in "'$PWD/../../outside/page'" "'../../outside'" "'../r.jsonl'" "'a/b'" "''" "'.'" "'..'" "'.hidden'" "'x' * 5000" \
            "'\\x1b[31m\\x1b]0;title\\x07'" "'a\\r\\nb'" "'nul\\0nul'" "'\\u202e\\x9b2J'" "'\\U0001F680'"; do
    rm -rf page
    for file in a b; do with_id $file.jsonl "$id"; done
    before=$(cd ../.. && find . -path ./above/work/page -prune -o -print | sort)
    run "$CONCBENCH" report a.jsonl b.jsonl -o page --format html
    [ "$status" = 0 ] || { echo "$id: $output"; false; }
    harmless <<<"$output"
    [ "$before" = "$(cd ../.. && find . -path ./above/work/page -prune -o -print | sort)" ] || { echo "$id is written elsewhere"; false; }
    [ "$(cd page && find . -type f | grep -cxE '\./[A-Za-z0-9_-][A-Za-z0-9._-]{0,110}/index\.html')" = 2 ] || { find page; false; }
    run "$CONCBENCH" compare a.jsonl b.jsonl
    [ "$status" = 0 ]
    harmless <<<"$output"
  done
}
