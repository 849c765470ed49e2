#include "reports/summary/bounds.h"

#include <gmock/gmock.h>

namespace concbench::reports {
namespace {

using ::testing::HasSubstr;

Sample sample_of(const std::string& workload, const std::string& kind, const std::string& runner,
                 std::int64_t concurrency, std::int64_t ns) {
  Sample sample;
  sample.workload = workload;
  sample.kind = kind;
  sample.runner = runner;
  sample.concurrency = concurrency;
  sample.case_ = workload + "/" + runner + "/concurrency:" + std::to_string(concurrency);
  sample.tasks = 100;
  sample.steady_ns = {ns};
  sample.cpu_ns = ns;
  return sample;
}

Results on_cpus(std::int64_t cpus, std::vector<Sample> samples) {
  Results results;
  results.run.machine.cpus = results.run.machine.cpus_allowed = cpus;
  results.samples = std::move(samples);
  return results;
}

CaseSummary last_of(const Results& results) {
  return summarize(results).cases.back();
}

TEST(Bounds, of_cpu_bound_work_is_one_threads_time_over_the_cpus_that_can_be_used) {
  const auto at = [](std::int64_t concurrency) {
    return last_of(on_cpus(4, {sample_of("primes", "cpu", "sequential", 1, 1000),
                               sample_of("primes", "cpu", "sequential", 1, 900),
                               sample_of("primes", "cpu", "threads", concurrency, 500)}));
  };
  EXPECT_DOUBLE_EQ(*at(2).bound_ns, 450) << "of the fastest sample";
  EXPECT_DOUBLE_EQ(*at(16).bound_ns, 225) << "there are 4 CPUs";
  EXPECT_DOUBLE_EQ(*at(2).over_bound, 500.0 / 450);
  EXPECT_EQ(at(2).bound, "the time of one thread over 2 CPUs");
}

TEST(Bounds, a_case_on_few_cpus_has_these_only) {
  Sample pinned = sample_of("primes", "cpu", "threads", 8, 500);
  pinned.cpus = std::vector<std::int64_t>{0, 2};
  EXPECT_DOUBLE_EQ(*last_of(on_cpus(8, {sample_of("primes", "cpu", "sequential", 1, 800), pinned})).bound_ns,
                   400);
}

TEST(Bounds, what_the_workload_says_of_its_waiting_goes_first) {
  Sample waiting = sample_of("sleep", "io", "threads", 10, 500);
  waiting.lower_bound_ns = 90;
  const CaseSummary one = last_of(on_cpus(2, {sample_of("sleep", "io", "sequential", 1, 1000), waiting}));
  EXPECT_DOUBLE_EQ(*one.bound_ns, 90) << "one thread's time holds its delays as well";
  EXPECT_THAT(one.bound, HasSubstr("longest wait"));
}

TEST(Bounds, of_io_bound_work_are_its_cpu_time_over_the_cpus_and_its_time_over_the_concurrency) {
  const auto bound = [](std::int64_t cpu_ns) {
    Sample alone = sample_of("file_read", "io", "sequential", 1, 1000);
    alone.cpu_ns = cpu_ns;
    return last_of(on_cpus(2, {alone, sample_of("file_read", "io", "threads", 10, 700)}));
  };
  EXPECT_DOUBLE_EQ(*bound(960).bound_ns, 480);
  EXPECT_EQ(bound(960).bound, "the CPU time of one thread over 2 CPUs");
  EXPECT_DOUBLE_EQ(*bound(20).bound_ns, 100);
  EXPECT_EQ(bound(20).bound, "the time of one thread over 10 tasks at once");
}

TEST(Reference, of_work_on_memory_is_what_moving_the_bytes_takes_as_many_threads) {
  Results results = on_cpus(2, {sample_of("brightness", "cpu", "sequential", 1, 3'000'000),
                                sample_of("brightness", "cpu", "threads", 2, 2'900'000)});
  for (const auto& [threads, ns] :
       {std::pair{1, 2'950'000}, std::pair{2, 2'940'000}, std::pair{2, 2'930'000}}) {
    results.limits.push_back(sample_of("copy", "cpu", "threads", threads, ns));
    results.limits.back().of = "brightness";
  }
  EXPECT_DOUBLE_EQ(*last_of(results).reference_ns, 2'930'000) << "at best";
  EXPECT_EQ(last_of(results).reference, "moving the same bytes with 2 threads");
  EXPECT_DOUBLE_EQ(*last_of(results).bound_ns, 1'500'000) << "a time below the reference is a good one";
  EXPECT_EQ(last_of(results).bound, "the time of one thread over 2 CPUs");
  for (Sample& limit : results.limits) limit.of = "brightness[size=2MB]";
  EXPECT_FALSE(last_of(results).reference_ns) << "that is other work";
}

TEST(Reference, is_none_where_the_bytes_are_moved_within_a_millisecond) {
  Results results = on_cpus(2, {sample_of("brightness", "cpu", "sequential", 1, 50'000),
                                sample_of("brightness", "cpu", "threads", 2, 40'000)});
  results.limits.push_back(sample_of("copy", "cpu", "threads", 2, 45'000));
  results.limits.back().of = "brightness";
  EXPECT_FALSE(last_of(results).reference_ns) << "starting the copy is a part of its time";
}

TEST(Bounds, a_quota_takes_no_cpu_away_within_its_period) {
  Results results = on_cpus(
      2, {sample_of("primes", "cpu", "sequential", 1, 1000), sample_of("primes", "cpu", "threads", 2, 520)});
  results.run.machine.quota_cpus = 1.5;
  EXPECT_DOUBLE_EQ(*last_of(results).bound_ns, 500);
}

TEST(Bounds, one_that_says_nothing_is_none) {
  Sample waiting = sample_of("sleep", "io", "threads", 10, 500);
  waiting.lower_bound_ns = -5;
  EXPECT_DOUBLE_EQ(*last_of(on_cpus(2, {sample_of("sleep", "io", "sequential", 1, 1000), waiting})).bound_ns,
                   500);
}

TEST(Bounds, what_could_not_be_measured_beside_is_said) {
  Results results = on_cpus(2, {sample_of("brightness", "cpu", "threads", 2, 40'000)});
  for (int block = 0; block < 2; ++block) {
    results.limits.push_back(sample_of("copy", "cpu", "threads", 2, 45'000));
    results.limits.back().of = "brightness";
    results.limits.back().status = "failed";
    results.limits.back().reason = "no memory";
  }
  EXPECT_THAT(summarize(results).troubles,
              testing::ElementsAre(
                  "no reference from memory: no memory (brightness, copy/threads/concurrency:2), 2 times"));
}

TEST(Bounds, without_anything_to_compare_with_there_is_none) {
  const CaseSummary one = last_of(on_cpus(2, {sample_of("primes", "cpu", "threads", 2, 500)}));
  EXPECT_FALSE(one.bound_ns);
  EXPECT_FALSE(one.over_bound);
}

}  // namespace
}  // namespace concbench::reports
