#include "tests/support/workload_support.h"

#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <exception>

#include "workloads/awaited.h"

namespace concbench::testing {
namespace {

AsioCo::Task<void> lane(boost::asio::io_context& loop, const Workload& workload, std::size_t& next,
                        Tally& tally) {
  AsioCo place(loop);
  const AsCoroutines<AsioCo> tasks(workload);
  while (next < workload.size()) {
    const std::size_t task = next++;
    tally.add(co_await tasks(task, place));
  }
}

}  // namespace

Params params_of(std::string_view workload, const Params& given) {
  Params params = defaults(find(workload_table(), workload)->parameters);
  for (const auto& [name, value] : given) params.at(name) = value;
  return params;
}

std::unique_ptr<Workload> make(std::string_view workload, const Params& given) {
  return make_workload(workload_table(), {std::string{workload}, params_of(workload, given)});
}

void overwrite(const std::filesystem::path& file, std::size_t at, char byte) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekp(static_cast<std::streamoff>(at));
  stream.put(byte);
}

std::uint64_t run_one(const Workload& workload, std::size_t task) {
  Worker worker;
  return workload.run(task, worker);
}

Tally run_all(const Workload& workload) {
  Tally tally;
  Worker worker;
  for (std::size_t task = 0; task < workload.size(); ++task) tally.add(workload.run(task, worker));
  return tally;
}

Tally co_run_all(const Workload& workload, std::size_t lanes) {
  boost::asio::io_context loop(1);
  prepare_helpers(loop);
  Tally tally;
  std::size_t next = 0;
  std::exception_ptr failure;
  for (std::size_t i = 0; i < lanes; ++i) {
    boost::asio::co_spawn(loop, lane(loop, workload, next, tally),
                          [&failure](const std::exception_ptr& error) {
                            if (error) failure = error;
                          });
  }
  loop.run();
  if (failure) std::rethrow_exception(failure);
  return tally;
}

bool holds_in_forked_process(const std::function<bool()>& check) {
  const pid_t child = fork();
  if (child == 0) {
    bool holds = false;
    try {
      holds = check();
    } catch (...) {
    }
    _exit(holds ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace concbench::testing
