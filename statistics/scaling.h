// How far a model scales, and what stops it: Amdahl's law and the Universal Scalability Law, fitted to
// measured times.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "statistics/statistics.h"

namespace concbench {

// Distinct concurrencies that a fit takes: with fewer, three parameters say nothing about the machine.
inline constexpr std::size_t fewest_points = 6;

// A knee is told up to so many times the largest concurrency measured.
inline constexpr double farthest_knee = 2;

// The time of a run by `concurrency` workers, in any unit.
struct ScalingPoint {
  double concurrency = 0, time = 0;
};

struct Estimate {
  double value = 0, low = 0, high = 0;  // with its 95 % confidence interval, which holds it
};
BOOST_DESCRIBE_STRUCT(Estimate, (), (value, low, high))

// Amdahl's law, T(N) = T(1) (s + (1 - s) / N): `serial` is s, the share of the work that one worker does
// alone (G. M. Amdahl, AFIPS 1967).
struct AmdahlFit {
  Estimate serial;
  double time_of_one = 0;
  bool superlinear = false;  // beyond doubt better than in proportion: the law does not hold
};
BOOST_DESCRIBE_STRUCT(AmdahlFit, (), (serial, time_of_one, superlinear))

// The Universal Scalability Law, N T(N) = T(1) (1 + sigma (N - 1) + kappa N (N - 1)): `sigma` is contention,
// `kappa` coherency, what each pair of workers costs (N. J. Gunther, Guerrilla Capacity Planning, 2007,
// chapters 4 and 5).
struct UslFit {
  Estimate sigma, kappa;
  double time_of_one = 0;
  std::optional<double>
      knee;  // sqrt((1 - sigma) / kappa), past which more workers are slower; empty: none was seen
  bool superlinear = false;  // sigma is below 0 beyond doubt: the law does not hold
};
BOOST_DESCRIBE_STRUCT(UslFit, (), (sigma, kappa, time_of_one, knee, superlinear))

// Least squares of the logarithms, since the noise of times is in proportion to them (Gauss-Newton), among
// parameters of at least 0: no share of work is negative. Intervals by profile likelihood: the values with
// which, all else fitted anew, the law fits not significantly worse (G. A. F. Seber and C. J. Wild, Nonlinear
// Regression, 1989, section 5.9; D. M. Bates and D. G. Watts, Nonlinear Regression Analysis, 1988, chapter
// 6); at a bound they are too wide rather than too narrow. Scaling better than in proportion, as where more
// caches come with more CPUs (N. J. Gunther, P. Puglia, K. Tomasette, "Hadoop Superlinear Scalability",
// Communications of the ACM 58 (2015), 46-55), is told by `superlinear`. Empty for fewer than fewest_points
// distinct concurrencies, for times that are not positive, and where the steps do not converge.
std::optional<AmdahlFit> fit_amdahl(std::span<const ScalingPoint>);
std::optional<UslFit> fit_usl(std::span<const ScalingPoint>);

}  // namespace concbench
