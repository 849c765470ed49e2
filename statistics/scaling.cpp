#include "statistics/scaling.h"

#include <algorithm>
#include <array>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <set>
#include <vector>

namespace concbench {
namespace {

// Both laws are N T(N) = T(1) (1 + sum of c_k x_k(N)); they differ in their x. Where some c are held, what
// they come to is a constant of the row, 1 + sum of c_k x_k over these.
template <std::size_t Terms>
struct Row {
  double held = 1;
  std::array<double, Terms> x{};
};

// The symmetric positive definite system A x = b, and the inverse of A, by Gauss-Jordan elimination.
template <std::size_t N>
bool invert(std::array<std::array<double, N>, N> a, std::array<std::array<double, N>, N>& inverse) {
  inverse = {};
  for (std::size_t i = 0; i < N; ++i) inverse[i][i] = 1;
  for (std::size_t pivot = 0; pivot < N; ++pivot) {
    std::size_t best = pivot;
    for (std::size_t row = pivot + 1; row < N; ++row)
      if (std::abs(a[row][pivot]) > std::abs(a[best][pivot])) best = row;
    if (!(std::abs(a[best][pivot]) > 0)) return false;
    std::swap(a[best], a[pivot]);
    std::swap(inverse[best], inverse[pivot]);
    const double scale = 1 / a[pivot][pivot];
    for (std::size_t column = 0; column < N; ++column)
      a[pivot][column] *= scale, inverse[pivot][column] *= scale;
    for (std::size_t row = 0; row < N; ++row) {
      if (row == pivot) continue;
      const double factor = a[row][pivot];
      for (std::size_t column = 0; column < N; ++column) {
        a[row][column] -= factor * a[pivot][column];
        inverse[row][column] -= factor * inverse[pivot][column];
      }
    }
  }
  return true;
}

template <std::size_t Terms>
struct Fit {
  double log_time = 0;  // of one worker
  std::array<double, Terms> value{};
  double cost = INFINITY;  // sum of squared residuals
};

template <std::size_t Terms>
class Problem {
 public:
  template <class RowOf>
  Problem(std::span<const ScalingPoint> points, RowOf row_of) {
    for (const ScalingPoint& point : points) {
      rows_.push_back(row_of(point.concurrency));
      logs_.push_back(std::log(point.time * point.concurrency));
    }
  }

  std::optional<Fit<Terms>> solve() const {
    constexpr int most_steps = 100;
    constexpr double converged = 1e-10;
    Fit<Terms> fit;
    fit.log_time = *std::ranges::min_element(logs_);
    fit.cost = cost_of(fit);
    for (int step = 0; step < most_steps; ++step) {
      Matrix inverse;
      const auto [matrix, gradient] = normal_equations(fit);
      if (!invert(matrix, inverse)) return {};
      double largest = 0;
      // Where no step makes it better, it is as good as numbers of this precision get.
      if (!improve(fit, inverse, gradient, largest)) largest = 0;
      if (largest < converged) return fit;
    }
    return {};
  }

 private:
  static constexpr std::size_t size = Terms + 1;
  using Matrix = std::array<std::array<double, size>, size>;
  using Vector = std::array<double, size>;

  static double factor(const Fit<Terms>& fit, const Row<Terms>& row) {
    double sum = row.held;
    for (std::size_t k = 0; k < Terms; ++k) sum += fit.value[k] * row.x[k];
    return sum;
  }

  // Infinite where the law gives no time.
  double cost_of(const Fit<Terms>& fit) const {
    double cost = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const double f = factor(fit, rows_[i]);
      if (!(f > 0)) return INFINITY;
      cost += std::pow(logs_[i] - fit.log_time - std::log(f), 2);
    }
    return cost;
  }

  std::pair<Matrix, Vector> normal_equations(const Fit<Terms>& fit) const {
    Matrix matrix{};
    Vector gradient{};
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const double f = factor(fit, rows_[i]);
      Vector slope{1};
      for (std::size_t k = 0; k < Terms; ++k) slope[k + 1] = rows_[i].x[k] / f;
      const double residual = logs_[i] - fit.log_time - std::log(f);
      for (std::size_t a = 0; a < size; ++a) {
        gradient[a] += slope[a] * residual;
        for (std::size_t b = 0; b < size; ++b) matrix[a][b] += slope[a] * slope[b];
      }
    }
    return {matrix, gradient};
  }

  // One Gauss-Newton step, halved until it makes things better; false where no step does.
  bool improve(Fit<Terms>& fit, const Matrix& inverse, const Vector& gradient, double& largest) const {
    for (double scale = 1; scale > 1e-6; scale /= 2) {
      Fit<Terms> next = fit;
      largest = 0;
      for (std::size_t a = 0; a < size; ++a) {
        double change = 0;
        for (std::size_t b = 0; b < size; ++b) change += scale * inverse[a][b] * gradient[b];
        (a == 0 ? next.log_time : next.value[a - 1]) += change;
        largest = std::max(largest, std::abs(change));
      }
      next.cost = cost_of(next);
      if (next.cost <= fit.cost) {
        fit = next;
        return true;
      }
    }
    return false;
  }

  std::vector<Row<Terms>> rows_;
  std::vector<double> logs_;
};

bool usable(std::span<const ScalingPoint> points) {
  std::set<double> concurrencies;
  for (const auto& [concurrency, time] : points) {
    if (!(concurrency >= 1) || !(time > 0) || !std::isfinite(time)) return false;
    concurrencies.insert(concurrency);
  }
  return concurrencies.size() >= fewest_points;
}

double serial_term(double n) {
  return n - 1;
}
double coherency_term(double n) {
  return n * (n - 1);
}
using Term = double (*)(double);
using Points = std::span<const ScalingPoint>;

// With both coefficients held. Amdahl's law is the other without coherency, and its s is sigma.
Fit<0> fit_held(Points points, double sigma, double kappa) {
  return Problem<0>(points,
                    [&](double n) {
                      return Row<0>{1 + sigma * serial_term(n) + kappa * coherency_term(n), {}};
                    })
      .solve()
      .value_or(Fit<0>());
}

// The best coefficient of one term, of either sign, where that of the other is held; empty where the steps do
// not converge.
std::optional<double> best(Points points, Term term, Term other, double held) {
  const auto fit = Problem<1>(points, [&](double n) {
                     return Row<1>{1 + held * other(n), {term(n)}};
                   }).solve();
  return fit ? std::optional(fit->value[0]) : std::nullopt;
}

// How much worse than at its best a law fits with values that are still in the 95 % interval, by the F
// distribution with 1 and so many degrees of freedom, which is the square of Student's t.
double worse(std::size_t degrees_of_freedom) {
  constexpr double tail = 0.025;
  const auto degrees = static_cast<double>(degrees_of_freedom);
  const boost::math::students_t_distribution<double> student(degrees);
  return 1 + std::pow(quantile(complement(student, tail)), 2) / degrees;
}

// `cost`: of the best fit with the parameter held; `value`, at least 0, has the least of all from 0 on.
template <class Cost>
Estimate profile(double value, Cost cost, std::size_t degrees_of_freedom) {
  const double most = cost(value) * worse(degrees_of_freedom);
  // Between a value that is in and one that is not.
  const auto end = [&](double in, double out) {
    constexpr int halvings = 50;
    for (int i = 0; i < halvings; ++i) {
      const double middle = (in + out) / 2;
      (cost(middle) <= most ? in : out) = middle;
    }
    return in;
  };
  constexpr double smallest = 1e-9, farthest = 1e3;  // shares
  double reach = smallest;
  while (cost(value + reach) <= most && reach < farthest) reach *= 2;
  return {value, cost(0) <= most ? 0 : end(value, 0), end(value, value + reach)};
}

}  // namespace

std::optional<AmdahlFit> fit_amdahl(Points points) {
  if (!usable(points)) return {};
  const auto serial = best(points, serial_term, coherency_term, 0);
  if (!serial) return {};
  const auto cost = [&](double s) { return fit_held(points, s, 0).cost; };
  const std::size_t degrees = points.size() - 2;
  AmdahlFit fit;
  fit.serial = profile(std::max(*serial, 0.0), cost, degrees);
  fit.time_of_one = std::exp(fit_held(points, fit.serial.value, 0).log_time);
  fit.superlinear = *serial < 0 && cost(0) > cost(*serial) * worse(degrees);
  return fit;
}

std::optional<UslFit> fit_usl(Points points) {
  if (!usable(points)) return {};
  const auto free = Problem<2>(points, [](double n) {
                      return Row<2>{1, {serial_term(n), coherency_term(n)}};
                    }).solve();
  const auto kappa_alone = best(points, coherency_term, serial_term, 0),
             sigma_alone = best(points, serial_term, coherency_term, 0);
  if (!free || !kappa_alone || !sigma_alone) return {};
  double sigma = free->value[0], kappa = free->value[1];
  if (sigma < 0 || kappa < 0) {  // the best is at one of the bounds
    const double only_kappa = std::max(*kappa_alone, 0.0), only_sigma = std::max(*sigma_alone, 0.0);
    const bool no_sigma = fit_held(points, 0, only_kappa).cost < fit_held(points, only_sigma, 0).cost;
    sigma = no_sigma ? 0 : only_sigma;
    kappa = no_sigma ? only_kappa : 0;
  }
  // Below its bound a coefficient is best at the bound: the cost falls towards its only minimum.
  const auto cost_of_sigma = [&](double held) {
    const auto other = best(points, coherency_term, serial_term, held);
    return other ? fit_held(points, held, std::max(*other, 0.0)).cost : INFINITY;
  };
  const auto cost_of_kappa = [&](double held) {
    const auto other = best(points, serial_term, coherency_term, held);
    return other ? fit_held(points, std::max(*other, 0.0), held).cost : INFINITY;
  };
  const std::size_t degrees = points.size() - 3;
  UslFit usl;
  usl.sigma = profile(sigma, cost_of_sigma, degrees);
  usl.kappa = profile(kappa, cost_of_kappa, degrees);
  usl.time_of_one = std::exp(fit_held(points, sigma, kappa).log_time);
  usl.superlinear =
      free->value[0] < 0 && fit_held(points, 0, *kappa_alone).cost > free->cost * worse(degrees);
  const double most = std::ranges::max_element(points, {}, &ScalingPoint::concurrency)->concurrency;
  // Only where coherency was seen at all, and not far beyond what was measured: else the knee is made of
  // noise.
  if (usl.kappa.low > 0 && usl.sigma.value < 1) {
    const double knee = std::sqrt((1 - usl.sigma.value) / usl.kappa.value);
    if (knee <= farthest_knee * most) usl.knee = knee;
  }
  return usl;
}

}  // namespace concbench
