# For the tests of the command line. CONCBENCH and FAULTY are the programs under test; each test has a folder of its own.
bats_require_minimum_version 1.5.0

setup() {
  cd "$BATS_TEST_TMPDIR" || exit 1
  export XDG_CACHE_HOME=$BATS_FILE_TMPDIR/cache
  unset COLUMNS NO_COLOR
}

# small WORKLOAD...: selects these, or all, in small; the arguments come to be in ${small[@]}. Tests show behaviour and time nothing.
small() {
  local workload all=(empty primes brightness sleep file_read)
  [ $# -gt 0 ] || set -- "${all[@]}"
  small=(--workload "$(IFS=, && echo "$*")")
  for workload; do
    case $workload in
      empty) small+=(--param empty.tasks=10) ;;
      primes) small+=(--param primes.limit=10000 --param primes.tasks=10) ;;
      brightness) small+=(--param brightness.tasks=3 --param brightness.size=64KiB) ;;
      sleep) small+=(--param sleep.tasks=4 --param sleep.unit=1ms) ;;
      file_read) small+=(--param file_read.tasks=3 --param file_read.size=4KiB) ;;
    esac
  done
}
brief=(--blocks 1 --min-time 1ms)

# fails CODE TEXT COMMAND...: exits with CODE and says one line on stderr that holds TEXT.
fails() {
  local code=$1 text=$2
  shift 2
  run --separate-stderr "$@"
  [ "$status" = "$code" ] || { echo "status $status, not $code, from: $*"; echo "$stderr"; return 1; }
  [ "$(grep -c '' <<<"$stderr")" = 1 ] || { echo "not one line: $stderr"; return 1; }
  [[ $stderr == *"$text"* ]] || { echo "'$text' is not in: $stderr"; return 1; }
}

# json FILE EXPRESSION: prints the value of a Python expression over `records`, the lines of a results file, and `samples`.
# Without the further attempts at samples that something disturbed: how many there are is for the machine to say.
json() {
  /usr/bin/python3 -c 'import json, sys; records = [r for r in map(json.loads, open(sys.argv[1])) if not r.get("attempt")]; samples = [r for r in records if r["record"] == "sample"]; print(eval(sys.argv[2]))' "$@"
}
