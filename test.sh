#!/usr/bin/env bash
# ./test.sh [arguments of ctest]: installs what is missing, builds, and runs every test.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/tools/setup.sh"

install_build_packages "${test_packages[@]}"
build test
exec ctest --test-dir "$root/build/test" --output-on-failure --parallel "$(nproc)" "$@"
