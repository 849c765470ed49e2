#include "bench/supervisor/calm.h"

#include <algorithm>
#include <latch>
#include <system_error>
#include <thread>

#include "system/affinity.h"

namespace concbench::bench {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using Clock = std::chrono::steady_clock;

constexpr nanoseconds look_time = 1ms;
constexpr int first_looks = 5;  // what a CPU can do is not known from one look
constexpr nanoseconds longest_wait = 1s, pause = 20ms;
// A disturbance is half a CPU, or a twentieth of many.
constexpr double missing_cpus = 0.5, missing_share = 0.05;

// Steps of a fixed piece of work in a look, divided by how long it really took.
double steps_on(std::int64_t cpu, std::latch& start) {
  constexpr int steps_at_once = 256;  // between two looks at the clock
  restrict_to(std::vector{cpu});
  start.arrive_and_wait();
  std::uint64_t state = 1;
  double steps = 0;
  const auto begin = Clock::now();
  auto now = begin;
  for (; now - begin < look_time; now = Clock::now()) {
    for (int i = 0; i < steps_at_once; ++i) state = state * 6364136223846793005 + 1442695040888963407;
    asm volatile("" : : "r"(state));  // else the compiler drops what nobody uses
    ++steps;
  }
  return steps * static_cast<double>(look_time.count()) /
         static_cast<double>(nanoseconds(now - begin).count());
}

}  // namespace

Calm::Calm(std::vector<std::int64_t> cpus, nanoseconds allowance)
    : cpus_(std::move(cpus)), most_(cpus_.size()), allowance_(allowance) {
  for (int i = 0; i < first_looks; ++i) look();
}

double Calm::look() {
  std::latch start(std::ssize(cpus_));
  std::vector<double> steps(cpus_.size());
  std::vector<std::jthread> threads;
  try {
    for (std::size_t i = 0; i < cpus_.size(); ++i)
      threads.emplace_back([&, i] { steps[i] = steps_on(cpus_[i], start); });
  } catch (const std::system_error&) {  // no more threads: then nothing is known to be missing
    start.count_down(std::ssize(cpus_) - std::ssize(threads));
    return static_cast<double>(cpus_.size());
  }
  threads.clear();  // joins
  double had = 0;
  for (std::size_t i = 0; i < cpus_.size(); ++i) {
    most_[i] = std::max(most_[i], steps[i]);
    had += steps[i] / most_[i];
  }
  return had;
}

bool Calm::enough(double had) const {
  const auto all = static_cast<double>(cpus_.size());
  return had > all - std::max(missing_cpus, missing_share * all);
}

double Calm::wait() {
  double had = look();
  for (nanoseconds waited{}; !enough(had) && waited < longest_wait && spend(pause); waited += pause) {
    std::this_thread::sleep_for(pause);
    had = look();
  }
  return had;
}

bool Calm::spend(nanoseconds time) {
  if (time > allowance_) return false;
  allowance_ -= time;
  return true;
}

}  // namespace concbench::bench
