#include "reports/summary/map.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "reports/summary/summary.h"
#include "reports/words/units.h"

namespace concbench::reports {
namespace {

constexpr std::size_t most = 20;         // values of an axis that are measured: more is no map
constexpr double close_together = 0.05;  // interpolated times

// Values that people have in mind. Between decades of length; of shares those that differ in what is left.
constexpr double steps[] = {1, 1.5, 2, 3, 5, 7};
constexpr double usual_shares[] = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98};

// Where times change by as much: the logarithms of the length and of the share that is work.
double length_scale(double ns) {
  return std::log(ns);
}
double share_scale(double waiting) {
  return -std::log1p(-waiting);
}

// One axis of the map.
struct Axis {
  std::vector<double> measured, shown;  // ascending; what is measured is shown
  double (*scale)(double);

  // What lies below a value, and how much of the way to the next it is.
  std::pair<std::size_t, double> place(double value) const {
    const auto next = std::ranges::upper_bound(measured, value);
    const auto below = static_cast<std::size_t>(std::max<std::ptrdiff_t>(next - measured.begin() - 1, 0));
    if (next == measured.end()) return {below, 0};
    const double from = scale(measured[below]);
    return {below, (scale(value) - from) / (scale(*next) - from)};
  }
};

Axis axis_of(const std::set<double>& measured, const std::vector<double>& between, double (*scale)(double)) {
  std::set<double> shown = measured;
  for (const double value : between)
    if (value > *measured.begin() && value < *measured.rbegin()) shown.insert(value);
  return {{measured.begin(), measured.end()}, {shown.begin(), shown.end()}, scale};
}

std::vector<double> round_lengths() {
  std::vector<double> lengths;
  for (double decade = 1; decade < 1e12; decade *= 10)
    for (const double step : steps) lengths.push_back(step * decade);
  return lengths;
}

class Surface {
 public:
  Surface(const Results& results, const Summary& summary) : summary_(summary) {
    std::set<double> lengths, shares;
    for (const MapPoint& point : results.map_points) {
      const bool is_place = point.length_ns > 0 && point.waiting >= 0 && point.waiting < 1;
      if (!is_place || lengths.size() >= most || shares.size() >= most) continue;
      const auto workload = std::ranges::find(summary.workloads, point.workload, &WorkloadSummary::title);
      if (workload == summary.workloads.end()) continue;
      const auto length = static_cast<double>(point.length_ns);
      lengths.insert(length);
      shares.insert(point.waiting);
      places_[{length, point.waiting}] = &*workload;
    }
    if (lengths.empty()) return;
    lengths_ = axis_of(lengths, round_lengths(), length_scale);
    shares_ = axis_of(shares, {std::begin(usual_shares), std::end(usual_shares)}, share_scale);
  }

  AnswerMap map() const {
    AnswerMap map{lengths_.shown, shares_.shown, {}, {}};
    for (const double length : map.lengths)
      for (const double share : map.shares) {
        const auto place = places_.find({length, share});
        map.spots.push_back(place == places_.end() ? between(length, share) : measured(*place->second));
        map.spots.back().length_ns = length;
        map.spots.back().waiting = share;
      }
    return map;
  }

  bool empty() const { return places_.empty(); }

 private:
  MapSpot measured(const WorkloadSummary& workload) const {
    MapSpot spot;
    spot.measured = true;
    const auto advice =
        std::ranges::find(summary_.advice.recommendations, workload.title, &Recommendation::workload);
    if (advice == summary_.advice.recommendations.end() || advice->runner.empty()) return spot;
    spot.certainty = advice->certainty;
    spot.runner = advice->runner;
    const bool RunnerResult::*which =
        spot.certainty == Certainty::sure ? &RunnerResult::as_good : &RunnerResult::contender;
    for (const RunnerResult& runner : workload.runners) {
      if (runner.runner == spot.runner) {
        spot.concurrency = summary_.cases[*runner.best].concurrency;
        spot.speedup = summary_.cases[*runner.best].speedup;
      } else if (runner.*which) {
        spot.others.push_back(runner.runner);
      }
    }
    return spot;
  }

  // The logarithm of a runner's time for a task at a place that was measured.
  std::optional<double> time_at(double length, double share, const std::string& name) const {
    const auto place = places_.find({length, share});
    if (place == places_.end()) return {};
    const auto runner = std::ranges::find(place->second->runners, name, &RunnerResult::runner);
    if (runner == place->second->runners.end() || !runner->best) return {};
    const CaseSummary& one = summary_.cases[*runner->best];
    return std::log(one.time_ns->median / static_cast<double>(std::max<std::int64_t>(one.tasks, 1)));
  }

  // Bilinear, of the four places around.
  std::optional<double> time_between(double length, double share, const std::string& name) const {
    const auto [column, right] = lengths_.place(length);
    const auto [row, up] = shares_.place(share);
    double sum = 0;
    for (const auto& [x, y, weight] : {std::tuple{column, row, (1 - right) * (1 - up)},
                                       {column + 1, row, right * (1 - up)},
                                       {column, row + 1, (1 - right) * up},
                                       {column + 1, row + 1, right * up}}) {
      if (weight == 0) continue;
      const auto corner = time_at(lengths_.measured[x], shares_.measured[y], name);
      if (!corner) return {};
      sum += weight * *corner;
    }
    return sum;
  }

  // Of those whose times are close together the first in the table of runners, as in the advice.
  MapSpot between(double length, double share) const {
    std::vector<std::pair<std::string, double>> times;
    for (const Subject& runner : summary_.runners)
      if (const auto time = time_between(length, share, runner.name)) times.emplace_back(runner.name, *time);
    MapSpot spot;
    if (times.empty()) return spot;
    using Time = std::pair<std::string, double>;
    const double least = std::ranges::min_element(times, {}, &Time::second)->second;
    double own = least;
    for (const auto& [name, time] : times) {
      if (time > least + std::log1p(close_together)) continue;
      if (spot.runner.empty()) {
        spot.runner = name;
        own = time;
      } else {
        spot.others.push_back(name);
      }
    }
    if (const auto alone = std::ranges::find(times, baseline_runner, &Time::first); alone != times.end())
      spot.speedup = std::exp(alone->second - own);
    return spot;
  }

  const Summary& summary_;
  std::map<std::pair<double, double>, const WorkloadSummary*> places_;
  Axis lengths_, shares_;
};

// "likely threads, 1.97×", "threads or tbb, 1.97×", "threads or 3 others, 1.97×"
std::string words_of(const MapSpot& spot) {
  if (spot.runner.empty()) return "no time";
  std::string words = spot.certainty == Certainty::likely ? "likely " + spot.runner : spot.runner;
  if (spot.certainty == Certainty::open && !spot.others.empty())
    words += spot.others.size() == 1 ? " or " + spot.others.front()
                                     : fmt::format(" or {} others", spot.others.size());
  if (spot.runner != baseline_runner && spot.speedup) words += ", " + ratio_text(*spot.speedup);
  return words;
}

// "At 14 of the 20 points measured the fastest is known: coroutines at 8, threads at 6."
std::string words_of(const AnswerMap& map) {
  std::vector<std::pair<std::string, int>> wins;
  int all = 0, known = 0;
  for (const MapSpot& spot : map.spots) {
    if (!spot.measured) continue;
    ++all;
    if (spot.certainty == Certainty::open) continue;
    ++known;
    auto win = std::ranges::find(wins, spot.runner, &std::pair<std::string, int>::first);
    if (win == wins.end()) win = wins.insert(wins.end(), {spot.runner, 0});
    ++win->second;
  }
  if (known == 0) return fmt::format("At none of the {} points measured is the fastest known.", all);
  std::ranges::stable_sort(wins, std::ranges::greater(), &std::pair<std::string, int>::second);
  std::vector<std::string> parts;
  for (const auto& [name, count] : wins) parts.push_back(fmt::format("{} at {}", name, count));
  return fmt::format("At {} {} points measured it is known what to use: {}.",
                     known == all ? "all" : fmt::format("{} of the", known), all, fmt::join(parts, ", "));
}

}  // namespace

std::optional<AnswerMap> map_of(const Results& results, const Summary& summary) {
  const Surface surface(results, summary);
  if (surface.empty()) return {};
  AnswerMap map = surface.map();
  for (MapSpot& spot : map.spots)
    if (spot.measured) spot.words = words_of(spot);
  map.words = words_of(map);
  return map;
}

}  // namespace concbench::reports
