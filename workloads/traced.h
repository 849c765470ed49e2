// A wrapper around any workload, named in the spec, that notes when each task began and ended, and on which
// thread. Neither the workload nor the runner knows about it. Linux only: thread ids.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>

#include "system/shared_memory.h"
#include "workloads/awaited.h"
#include "workloads/workload.h"

namespace concbench {

inline constexpr const char* traced_wrapper = "traced";  // its name in WorkloadSpec::wrappers

// A thread, in whatever process. The system gives a thread's id to another once it has ended; `number`, from
// 1, is never given again.
struct ThreadNote {
  std::int32_t number = 0, id = 0;
  bool operator==(const ThreadNote&) const = default;
};

// Of one task in the last run. Times are CLOCK_MONOTONIC, the same in every process; 0: it never came to
// that.
struct TaskRecord {
  std::int64_t began_ns = 0, ended_ns = 0;
  ThreadNote began_on, ended_on;  // a coroutine may end on another thread than it began on
};

// Each task costs two looks at the clock and two at the thread's id, and as a coroutine one frame more: no
// timed run carries this wrapper.
class Traced final : public Workload, public Suspending<Traced> {
 public:
  // Throws Unsupported where there is too little memory for the records, and std::system_error.
  explicit Traced(std::unique_ptr<Workload>);

  std::size_t size() const override { return inner_->size(); }
  std::uint64_t run(std::size_t task, Worker&) const override;
  template <class C>
  typename C::template Task<std::uint64_t> await(std::size_t task, C& place) const {
    const AsCoroutines<C> tasks(*inner_);
    note_begin(task);
    const std::uint64_t result = co_await tasks(task, place);
    note_end(task);
    co_return result;
  }
  bool blocks() const override { return inner_->blocks(); }
  void touch() const override;
  bool prepare() const override;  // forgets the run before
  Tally expected() const override { return inner_->expected(); }
  void check_outputs() const override { inner_->check_outputs(); }
  std::chrono::nanoseconds lower_bound(std::size_t concurrency) const override {
    return inner_->lower_bound(concurrency);
  }
  std::chrono::nanoseconds shortest(std::size_t task) const override { return inner_->shortest(task); }
  std::uint64_t bytes() const override { return inner_->bytes(); }
  std::vector<std::string> notes() const override { return inner_->notes(); }

  // By task, size() of them. They lie in memory that forked processes share: whoever did a task, its record
  // is here.
  std::span<const TaskRecord> records() const { return records_; }

 private:
  ThreadNote this_thread() const;
  void note_begin(std::size_t task) const;
  void note_end(std::size_t task) const;

  std::unique_ptr<Workload> inner_;
  SharedMemory memory_;
  std::span<TaskRecord> records_;
  std::atomic<std::int32_t>* threads_;  // that have been numbered, in all processes
};

// What the notes add to a blocking task, in nanoseconds: the median of several rounds of tasks that do
// nothing, less the same without notes. Measured now, in this thread.
double note_cost_ns();

}  // namespace concbench
