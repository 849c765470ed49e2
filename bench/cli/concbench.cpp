// The program: its own workloads and runners, handed to main().
#include <string>
#include <vector>

#include "bench/cli/options.h"
#include "runners/runner.h"
#include "workloads/workload.h"

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return concbench::bench::main(arguments, {concbench::workload_table(), concbench::runner_table()});
}
