#include "reports/words/why.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "reports/summary/summary.h"
#include "reports/words/units.h"
#include "reports/words/verdict_text.h"

namespace concbench::reports {
namespace {

std::string cpus_were(std::int64_t cpus) {
  return cpus == 1   ? "the only CPU was"
         : cpus == 2 ? "both CPUs were"
                     : fmt::format("all {} CPUs were", cpus);
}

// "5 % more CPU time than one thread".
std::string cpu_time_text(double ratio) {
  if (std::abs(ratio - 1) < 0.02) return "the CPU time of one thread";
  if (ratio >= 2) return fmt::format("{} times the CPU time of one thread", number_text(ratio));
  return fmt::format("{:.0f} % {} CPU time than one thread", std::abs(ratio - 1) * 100,
                     ratio < 1 ? "less" : "more");
}

}  // namespace

std::string why_so(const CaseSummary& one, const WorkloadSummary& workload, std::int64_t cpus) {
  constexpr double near = 1.1, much = 0.9;
  std::vector<std::string> parts;
  const double ns = one.time_ns->median;
  const double busy = one.cpu_ns ? *one.cpu_ns / ns / static_cast<double>(cpus) : 0;
  const auto cache = workload.params.find("cache");
  if (cache != workload.params.end() && cache->second == "warm")
    parts.push_back("the files lie in memory, no disk is read");
  // It is no bound: what is faster than its reference is not held up by what holds that up.
  if (one.reference_ns && ns <= *one.reference_ns * near && ns * near >= *one.reference_ns)
    parts.push_back(fmt::format("{} alone takes as long", one.reference));
  else if (busy >= much)
    parts.push_back(fmt::format("{} {} busy", cpus_were(cpus), percent_text(std::min(busy, 1.0))));
  else if (workload.kind == "io" && one.concurrency > 1 && one.cpu_ns)
    parts.push_back(fmt::format("{} tasks wait at once, and the CPUs were {:.0f} % busy",
                                count_text(one.concurrency), busy * 100));
  else if (one.concurrency > 1 && one.cpu_ns)
    parts.push_back(fmt::format("the {} were only {:.0f} % busy",
                                cpus == 1 ? "CPU" : fmt::format("{} CPUs", cpus), busy * 100));
  if (workload.kind == "io" && one.over_bound && *one.over_bound >= 1 && *one.over_bound <= near)
    parts.push_back(
        fmt::format("nothing can be more than {:.0f} % faster", std::max((*one.over_bound - 1) * 100, 1.0)));
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string cost_of(const CaseSummary& one, const CaseSummary* baseline) {
  std::vector<std::string> parts;
  if (one.cpu_ns && baseline && baseline->cpu_ns && *baseline->cpu_ns > 0)
    parts.push_back(cpu_time_text(*one.cpu_ns / *baseline->cpu_ns));
  if (one.memory_bytes) parts.push_back(fmt::format("{} of memory", memory_text(*one.memory_bytes)));
  if (one.setup_ns) parts.push_back(fmt::format("{} to start", duration_text(*one.setup_ns)));
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace concbench::reports
