// What may be claimed: is one thing slower than another, by how much, and how sure is that? The claim rule as
// pure functions, the same for the terminal, the page, `ab`, `compare` and the self-tests.
//
// Every claim of a page follows from intervals that hold together: with probability 1 - alpha all of them do,
// each having the level 1 - alpha / family (C. E. Bonferroni; R. G. Miller, Simultaneous Statistical
// Inference, 2nd ed. 1981, chapter 1). So no two claims can disagree, whichever of them a reader picks out.
// The family is everything that one look at the page might claim, every pair of runners of every workload,
// for any pair might become one of those shown; its size is fixed by the plan, and what failed counts too.
//
// Effects are ratios of times: above 1 is slower than the reference.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "statistics/aligned_ranks.h"

namespace concbench {

inline constexpr std::size_t all_blocks = std::numeric_limits<std::size_t>::max();

// A look at the first `blocks` blocks, and its share of the probability of a false claim. A run that may end
// early since all is decided looks more than once, and the looks' shares add up to what a claim may err.
struct Look {
  std::size_t blocks = all_blocks;
  double alpha = 0.05;
};

struct Rule {
  std::vector<Look> looks = std::vector<Look>(1);
  std::size_t family = 1;  // comparisons that might be claimed; 0 counts as 1
  double floor = 0.02;     // the smallest difference worth claiming, a share: this machine's own if larger
  double margin = 0.05;    // who is slower by less is as good, a share
};

enum class Verdict {
  faster,
  slower,
  equivalent,      // no further apart than the margin
  undecided,       // neither a difference nor its absence is shown
  too_few_blocks,  // no result whatever could be claimed
};

struct Comparison {
  double ratio = 1;                                           // time over the reference's, as estimated
  Interval sure{0, std::numeric_limits<double>::infinity()};  // for it; all of a page hold together
  Interval alone = sure;                                      // at 95 % taken by itself
  Verdict verdict = Verdict::too_few_blocks;                  // by `sure`
  Verdict likely = Verdict::too_few_blocks;                   // by `alone`
  // The smallest difference that a run like this claims nine times in ten, a share: what both sides of `sure`
  // reach from the estimate, and the estimate's own error beside it, as `alone` shows it; at least the floor
  // and that error. Infinity where `sure` is unbounded.
  double visible = std::numeric_limits<double>::infinity();
  std::size_t blocks = 0;  // that were compared; unpaired: of the side that has fewer
  std::size_t needed = 0;  // with which something could be claimed
  double margin = 0.05;    // Rule::margin
};

// The fewest blocks in which one of `family` comparisons among so many rivals could ever be claimed: the
// smallest n with 2 / C(2n, n) <= alpha / family, and with 2^(1-n) where there are too few rivals to align by
// (statistics/aligned_ranks.h). Throws std::invalid_argument for an alpha outside (0, 1).
std::size_t blocks_needed(std::size_t rivals, std::size_t family, double alpha);

// Every pair among so many: n (n - 1) / 2.
std::size_t pairs_among(std::size_t rivals);

// Times by block, in any unit: empty where the sample is missing. Times are above zero.
using BlockTimes = std::vector<std::optional<double>>;

// Things measured side by side in blocks: the runners of a workload, two programs, a case and its twin.
class Rivals {
 public:
  // Throws std::invalid_argument for a time that is not above zero and finite, and for a rule without looks
  // or with an alpha outside (0, 1), a negative floor or margin.
  Rivals(std::vector<BlockTimes> times, Rule);

  std::size_t size() const { return logs_.size(); }

  // The estimate of each time, in the unit of the times: what all that is shown of it is derived from. The
  // times less what their block did to all rivals (its lower median, as in statistics/aligned_ranks.h; of two
  // rivals the mean, of one nothing), of these the median; a two-way analysis as in Tukey's median polish,
  // one pass (Exploratory Data Analysis, 1977, chapter 11), begun in the blocks up to the first look, which
  // all have: so those that go on stay comparable with those that stop. Empty where there is no time.
  const std::vector<std::optional<double>>& levels() const { return levels_; }

  // The times of one less what their block did to all; levels() holds the median.
  std::vector<double> adjusted(std::size_t rival) const;

  // In so many blocks that something could be claimed.
  bool judged(std::size_t rival) const;

  // Beyond doubt and by more than the floor.
  bool slower(std::size_t rival, std::size_t reference) const;

  // Judged, and not slower than any other.
  bool may_be_best(std::size_t rival) const;

  // Of those judged the one with the lowest level; of all, where none is judged. Empty: no times.
  std::optional<std::size_t> best() const;

  Comparison compare(std::size_t rival, std::size_t reference) const;

 private:
  AlignedPair pair(std::size_t rival, std::size_t reference, std::size_t blocks) const;
  double log_ratio(std::size_t rival, std::size_t reference) const;
  std::size_t common() const { return rule_.looks.front().blocks; }

  std::vector<BlockTimes> times_;
  std::vector<LogTimes> logs_;
  LogTimes effects_;
  std::vector<std::optional<double>> levels_;
  std::size_t timed_ = 0;  // that have a time
  Rule rule_;
};

// Samples that share no blocks, such as those of two machines; logarithms of times, empty where there are
// none. The estimate is the ratio of the medians, the interval that of the rank-sum test (rank_tests.h).
struct TwoSamples {
  std::vector<double> reference, times;
};
Comparison compare_unpaired(const TwoSamples&, const Rule&);

// When a run looks in which each workload has so many rivals: after the fewest blocks in which every pair of
// them can be judged and one to spare, `least` at the least, with 2 of the 5 % that claims may err; and, with
// the other 3 %, after as many blocks again, 28 at the least, in which what is undecided goes on.
std::vector<Look> plan_looks(std::span<const std::size_t> rivals, std::size_t least);
// The same where not every pair of them might be claimed.
std::vector<Look> plan_looks(std::span<const std::size_t> rivals, std::size_t family, std::size_t least);

// The fewest on each side: the smallest n with 2 / C(2n, n) <= alpha / family.
std::size_t samples_needed(std::size_t family, double alpha);

// The same where the unit is a whole run: five at the least, for fewer say little of how far runs differ.
std::size_t runs_needed(std::size_t family, double alpha);

}  // namespace concbench
