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
  double value = 0, low = 0, high = 0;  // with its 95 % confidence interval
};
BOOST_DESCRIBE_STRUCT(Estimate, (), (value, low, high))

// Amdahl's law, T(N) = T(1) (s + (1 - s) / N): `serial` is s, the share of the work that one worker does
// alone (G. M. Amdahl, AFIPS 1967).
struct AmdahlFit {
  Estimate serial;
  double time_of_one = 0;
};
BOOST_DESCRIBE_STRUCT(AmdahlFit, (), (serial, time_of_one))

// The Universal Scalability Law, N T(N) = T(1) (1 + sigma (N - 1) + kappa N (N - 1)): `sigma` is contention,
// `kappa` coherency, what each pair of workers costs (N. J. Gunther, Guerrilla Capacity Planning, 2007,
// chapters 4 and 5).
struct UslFit {
  Estimate sigma, kappa;
  double time_of_one = 0;
  std::optional<double>
      knee;  // sqrt((1 - sigma) / kappa), past which more workers are slower; empty: none was seen
};
BOOST_DESCRIBE_STRUCT(UslFit, (), (sigma, kappa, time_of_one, knee))

// Least squares of the logarithms, since the noise of times is in proportion to them (Gauss-Newton; intervals
// from Student's t with the residuals' degrees of freedom; Seber and Wild, Nonlinear Regression, 1989,
// section 5.1). Estimates of less than 0 are shown as 0: no share of work is negative. Empty for fewer than
// fewest_points distinct concurrencies, for times that are not positive, and where the steps do not converge.
std::optional<AmdahlFit> fit_amdahl(std::span<const ScalingPoint>);
std::optional<UslFit> fit_usl(std::span<const ScalingPoint>);

}  // namespace concbench
