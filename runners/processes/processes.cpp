// A team of forked workers that drain one cursor in shared memory. Linux only (system/children.h).
#include "runners/rows.h"
#include "system/children.h"
#include "system/shared.h"

namespace concbench {
namespace {

class Processes : public Runner {
 public:
  explicit Processes(const Job& job)
      : workload_(job.workload),
        workers_(job.workers),
        chunk_(job.chunk),
        lanes_(job.concurrency),
        team_(lanes_, [this](std::size_t index) { serve(index); }) {
    wait_for_all();
  }
  ~Processes() override {
    shared_->dismissed = true;
    wake_all();
  }

  Tally run() override {
    shared_->cursor.restart(workload_.size(), chunk_, lanes_);
    shared_->sum = 0;
    shared_->tasks = 0;
    shared_->busy = lanes_;
    wake_all();
    wait_for_all();
    shared_->error.rethrow_if_any();
    return {shared_->sum, shared_->tasks};
  }

 private:
  struct State {
    std::atomic<std::size_t> busy;  // lanes that have not finished
    std::atomic<bool> dismissed = false;
    SharedSemaphore go = {};
    std::atomic<std::uint64_t> sum = 0;
    std::atomic<std::uint64_t> tasks = 0;
    SharedError error = {};
    Cursor cursor = {};
  };

  // In the worker.
  void serve(std::size_t index) {
    workers_.enter(index);
    workload_.touch();
    Worker worker;
    done();
    while (true) {
      shared_->go.wait();
      if (shared_->dismissed) return;
      const Tally tally = drain(workload_, shared_->cursor, shared_->error, worker);
      shared_->sum += tally.sum;
      shared_->tasks += tally.tasks;
      done();
    }
  }

  // A quick worker may drain the cursor and then take the place of another that has not even woken up:
  // nothing was left to do for that one, and only the number of wakings must come out.
  void wake_all() {
    for (std::size_t lane = 0; lane < lanes_; ++lane) shared_->go.post();
  }

  // Through a pipe, for the caller waits for the death of a worker, too.
  void done() {
    const char last = 0;
    if (--shared_->busy == 0) write_message(done_.write_end.get(), &last, 1);
  }

  void wait_for_all() {
    char last;
    team_.wait(done_.read_end.get());
    read_message(done_.read_end.get(), &last, 1);
  }

  const Workload& workload_;
  Workers& workers_;
  std::size_t chunk_;
  std::size_t lanes_;
  Shared<State> shared_{lanes_};
  Pipe done_ = make_pipe();
  ProcessTeam team_;  // last: its workers use all of the above
};

}  // namespace

extern constinit const RunnerEntry processes_entry{
    .name = "processes",
    .summary = "a team of forked processes that take the next tasks from one counter",
    .python = "multiprocessing.Process, one per worker",
    .most_concurrency = most_processes,
    .own_chunk = "guided",
    .footprint = a_process_each,
    .make = make_runner<Processes>,
};

}  // namespace concbench
