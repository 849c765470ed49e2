// The table of commands.
#include <array>

#include "bench/commands/commands.h"

namespace concbench::bench {

extern const CommandEntry run_command, granularity_command, cores_command, memory_command, verify_command,
    list_command, report_command, compare_command, selftest_command, machine_command, gbench_command;

std::span<const CommandEntry> command_table() {
  static const std::array table{
      run_command,    granularity_command, cores_command,    memory_command,  verify_command, list_command,
      report_command, compare_command,     selftest_command, machine_command, gbench_command,
  };
  return table;
}

}  // namespace concbench::bench
