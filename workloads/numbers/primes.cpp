// Counts primes by trial division: pure computation on registers, with tasks of slightly growing cost.
#include <algorithm>
#include <cmath>
#include <vector>

#include "workloads/splitmix.h"
#include "workloads/workload.h"

namespace concbench {
namespace {

// Candidates, and the square of the first divisor beyond a candidate's root, fit 32 bits, whose division is
// the faster one.
constexpr std::uint64_t max_limit = 4'000'000'000;

bool is_prime(std::uint32_t n) {
  if (n < 2) return false;
  if (n % 2 == 0) return n == 2;
  for (std::uint32_t divisor = 3; divisor * divisor <= n; divisor += 2) {
    if (n % divisor == 0) return false;
  }
  return true;
}

// Primes in [first, last).
std::uint64_t count_primes(std::uint64_t first, std::uint64_t last) {
  std::uint64_t primes = first <= 2 && 2 < last ? 1 : 0;
  for (std::uint64_t n = first | 1; n < last; n += 2) {
    primes += is_prime(static_cast<std::uint32_t>(n));
  }
  return primes;
}

// Marks a result with its task: the upper half of the word. A task skipped and another done twice then show
// in the sum even where both ranges hold equally many primes, and the lower half of the sum stays the number
// of primes (below 2^32 for every allowed limit), which anyone can look up.
constexpr std::uint64_t mark(std::uint64_t task_number) {
  return task_number & 0xffff'ffff'0000'0000;
}

// Primes below `limit` by the sieve of Eratosthenes over the odd numbers, a segment that fits the L1 cache at
// a time.
std::uint64_t sieve(std::uint64_t limit) {
  constexpr std::uint64_t segment_numbers = 1 << 16;  // its 2^15 odd ones, a byte each
  const auto root = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(limit))) + 1;
  std::vector<std::uint64_t> divisors;
  for (std::uint64_t n = 3; n <= root; n += 2) {
    if (std::ranges::none_of(divisors, [n](std::uint64_t d) { return n % d == 0; })) divisors.push_back(n);
  }

  std::uint64_t primes = limit > 2 ? 1 : 0;
  std::vector<char> composite(segment_numbers / 2);
  for (std::uint64_t first = 0; first < limit; first += segment_numbers) {
    const std::uint64_t last = std::min(first + segment_numbers, limit);
    std::ranges::fill(composite, 0);
    for (const std::uint64_t divisor : divisors) {
      if (divisor * divisor >= last) break;
      std::uint64_t multiple = std::max(divisor * divisor, (first + divisor - 1) / divisor * divisor);
      if (multiple % 2 == 0) multiple += divisor;
      for (; multiple < last; multiple += 2 * divisor) composite[(multiple - first) / 2] = 1;
    }
    // The odd number 2k+1 of the segment is composite[k]; 1 is no prime.
    const auto odd_numbers = static_cast<std::ptrdiff_t>((last - first) / 2);
    primes += static_cast<std::uint64_t>(std::count(composite.begin(), composite.begin() + odd_numbers, 0));
    if (first == 0 && odd_numbers > 0) --primes;
  }
  return primes;
}

class Primes final : public Workload {
 public:
  explicit Primes(const Params& params)
      : limit_(count(params, "limit")), tasks_(count(params, "tasks")), extra_(count(params, "extra")) {}

  std::size_t size() const override { return tasks_; }

  std::uint64_t run(std::size_t task, Worker&) const override {
    const std::uint64_t first = task * limit_ / tasks_;
    const std::uint64_t last = (task + 1) * limit_ / tasks_;
    const std::uint64_t primes = count_primes(first, last);

    // `extra` percent of the range once more, so that the work grows in proportion to the task's own.
    const std::uint64_t again = count_primes(first, first + last * extra_ / 100 - first * extra_ / 100);
    asm volatile("" : : "r"(again));  // else the compiler drops what nobody uses
    return mark(splitmix64(task)) + primes;
  }

  Tally expected() const override {
    Tally tally{sieve(limit_), tasks_};
    SplitMix64 next{0};
    for (std::uint64_t task = 0; task < tasks_; ++task) tally.sum += mark(next());
    return tally;
  }

 private:
  std::uint64_t limit_;
  std::uint64_t tasks_;
  std::uint64_t extra_;
};

constexpr Parameter parameters[] = {
    {"limit", Parameter::count, "1000000", "the primes below this number are counted", 1, max_limit},
    {"tasks", Parameter::count, "1000", "number of ranges, one a task", 1, 1'000'000'000},
    {"extra", Parameter::count, "0",
     "percent of more work in every task, for tests of the measurement itself", 0, 100},
};

}  // namespace

extern constinit const WorkloadEntry primes_entry{
    .name = "primes",
    .kind = Kind::cpu,
    .summary = "counts the primes of its range by trial division",
    .task = "ranges",
    .parameters = parameters,
    .make = workload_of<Primes>,
    .more = [](Params params, unsigned percent) -> Params {
      params["extra"] = std::to_string(count(params, "extra") + percent);
      return params;
    },
};

}  // namespace concbench
