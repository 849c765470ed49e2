#!/usr/bin/env bash
# ./test.sh [arguments of ctest]: installs what is missing, builds, and runs every test.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/bench/setup.sh"

# python3 reads the results, and procps finds the processes: the build's own packages bring both along, but need not.
install_build_packages libgtest-dev libgmock-dev libexpat1-dev bats chromium librsvg2-bin python3 procps
build test
exec ctest --test-dir "$root/build/test" --output-on-failure --parallel "$(nproc)" "$@"
