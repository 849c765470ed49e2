#include "workloads/traced.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <new>

namespace concbench {

extern const WorkloadEntry empty_entry;

namespace {

std::int64_t now_ns() {
  return std::chrono::nanoseconds(Clock::now().time_since_epoch()).count();
}

double ns_per_task(const Workload& workload) {
  Tally tally;
  Worker worker;
  const auto begin = Clock::now();
  for (std::size_t task = 0; task < workload.size(); ++task) tally.add(workload.run(task, worker));
  const std::chrono::duration<double, std::nano> elapsed = Clock::now() - begin;
  if (tally != workload.expected()) throw std::logic_error("a task that does nothing gave a wrong answer");
  return elapsed.count() / static_cast<double>(workload.size());
}

}  // namespace

Traced::Traced(std::unique_ptr<Workload> inner)
    : inner_(std::move(inner)),
      memory_(inner_->size() * sizeof(TaskRecord) + sizeof(std::atomic<std::int32_t>)) {
  auto* first = reinterpret_cast<TaskRecord*>(memory_.data());
  std::uninitialized_value_construct_n(first, inner_->size());
  records_ = {std::launder(first), inner_->size()};
  threads_ = new (memory_.data() + records_.size_bytes()) std::atomic<std::int32_t>(0);
  static_assert(std::atomic<std::int32_t>::is_always_lock_free, "other processes count too");
}

// A forked process has a copy of its parent's note, but never its id.
ThreadNote Traced::this_thread() const {
  thread_local const std::atomic<std::int32_t>* counted_by = nullptr;
  thread_local ThreadNote note;
  if (const std::int32_t id = gettid(); counted_by != threads_ || note.id != id) {
    note = {++*threads_, id};
    counted_by = threads_;
  }
  return note;
}

void Traced::note_begin(std::size_t task) const {
  records_[task].began_on = this_thread();
  records_[task].began_ns = now_ns();
}

void Traced::note_end(std::size_t task) const {
  records_[task].ended_ns = now_ns();
  records_[task].ended_on = this_thread();
}

std::uint64_t Traced::run(std::size_t task, Worker& worker) const {
  note_begin(task);
  const std::uint64_t result = inner_->run(task, worker);
  note_end(task);
  return result;
}

void Traced::touch() const {
  memory_.touch();
  inner_->touch();
}

bool Traced::prepare() const {
  std::ranges::fill(records_, TaskRecord{});
  return inner_->prepare();
}

double note_cost_ns() {
  const Params params{{"tasks", "1000"}};
  const std::unique_ptr<Workload> plain = empty_entry.make(params);
  const Traced traced(empty_entry.make(params));
  std::array<double, 9> costs;
  for (double& cost : costs) cost = ns_per_task(traced) - ns_per_task(*plain);
  std::ranges::nth_element(costs, costs.begin() + costs.size() / 2);
  return std::max(costs[costs.size() / 2], 0.0);
}

}  // namespace concbench
