#include "statistics/scaling.h"

#include <algorithm>
#include <array>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <set>
#include <vector>

namespace concbench {
namespace {

// Both laws are N T(N) = T(1) (1 + sum of c_k x_k(N)); they differ in their x.
template <std::size_t Terms>
using Row = std::array<double, Terms>;

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
  double log_time = 0;                         // of one worker
  std::array<double, Terms> value{}, error{};  // of each coefficient, with its standard error
};

template <std::size_t Terms>
class Problem {
 public:
  Problem(std::span<const ScalingPoint> points, Row<Terms> (*terms)(double)) {
    for (const ScalingPoint& point : points) {
      rows_.push_back(terms(point.concurrency));
      logs_.push_back(std::log(point.time * point.concurrency));
    }
  }

  std::optional<Fit<Terms>> solve() const {
    constexpr int most_steps = 100;
    constexpr double converged = 1e-10;
    Fit<Terms> fit;
    fit.log_time = *std::ranges::min_element(logs_);
    double cost = cost_of(fit);
    for (int step = 0; step < most_steps; ++step) {
      Matrix inverse;
      const auto [matrix, gradient] = normal_equations(fit);
      if (!invert(matrix, inverse)) return {};
      double largest = 0;
      // Where no step makes it better, it is as good as numbers of this precision get.
      if (!improve(fit, cost, inverse, gradient, largest)) largest = 0;
      if (largest < converged) return with_errors(fit, cost, inverse);
    }
    return {};
  }

 private:
  static constexpr std::size_t size = Terms + 1;
  using Matrix = std::array<std::array<double, size>, size>;
  using Vector = std::array<double, size>;

  static double factor(const Fit<Terms>& fit, const Row<Terms>& row) {
    double sum = 1;
    for (std::size_t k = 0; k < Terms; ++k) sum += fit.value[k] * row[k];
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
      for (std::size_t k = 0; k < Terms; ++k) slope[k + 1] = rows_[i][k] / f;
      const double residual = logs_[i] - fit.log_time - std::log(f);
      for (std::size_t a = 0; a < size; ++a) {
        gradient[a] += slope[a] * residual;
        for (std::size_t b = 0; b < size; ++b) matrix[a][b] += slope[a] * slope[b];
      }
    }
    return {matrix, gradient};
  }

  // One Gauss-Newton step, halved until it makes things better; false where no step does.
  bool improve(Fit<Terms>& fit, double& cost, const Matrix& inverse, const Vector& gradient,
               double& largest) const {
    for (double scale = 1; scale > 1e-6; scale /= 2) {
      Fit<Terms> next = fit;
      largest = 0;
      for (std::size_t a = 0; a < size; ++a) {
        double change = 0;
        for (std::size_t b = 0; b < size; ++b) change += scale * inverse[a][b] * gradient[b];
        (a == 0 ? next.log_time : next.value[a - 1]) += change;
        largest = std::max(largest, std::abs(change));
      }
      if (const double next_cost = cost_of(next); next_cost <= cost) {
        fit = next;
        cost = next_cost;
        return true;
      }
    }
    return false;
  }

  Fit<Terms> with_errors(Fit<Terms> fit, double cost, const Matrix& inverse) const {
    const double variance = cost / static_cast<double>(rows_.size() - size);
    for (std::size_t k = 0; k < Terms; ++k) fit.error[k] = std::sqrt(variance * inverse[k + 1][k + 1]);
    return fit;
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

Estimate estimate(double value, double error, std::size_t degrees_of_freedom) {
  constexpr double tail = 0.025;
  const boost::math::students_t_distribution<double> student(static_cast<double>(degrees_of_freedom));
  const double reach = quantile(complement(student, tail)) * error;
  const auto share = [](double x) { return std::max(x, 0.0); };
  return {share(value), share(value - reach), share(value + reach)};
}

}  // namespace

std::optional<AmdahlFit> fit_amdahl(std::span<const ScalingPoint> points) {
  if (!usable(points)) return {};
  const auto fit = Problem<1>(points, [](double n) { return Row<1>{n - 1}; }).solve();
  if (!fit) return {};
  return AmdahlFit{estimate(fit->value[0], fit->error[0], points.size() - 2), std::exp(fit->log_time)};
}

std::optional<UslFit> fit_usl(std::span<const ScalingPoint> points) {
  if (!usable(points)) return {};
  const auto fit = Problem<2>(points, [](double n) { return Row<2>{n - 1, n * (n - 1)}; }).solve();
  if (!fit) return {};
  const std::size_t degrees = points.size() - 3;
  UslFit usl{estimate(fit->value[0], fit->error[0], degrees),
             estimate(fit->value[1], fit->error[1], degrees),
             std::exp(fit->log_time),
             {}};
  // A parameter at its bound: the other is fitted again with it held there, so that the curve is the best
  // one.
  if (fit->value[0] < 0 || fit->value[1] < 0) {
    const bool no_sigma = fit->value[0] < 0;
    const auto held = no_sigma ? Problem<1>(points, [](double n) { return Row<1>{n * (n - 1)}; }).solve()
                               : Problem<1>(points, [](double n) { return Row<1>{n - 1}; }).solve();
    if (!held) return {};
    (no_sigma ? usl.kappa : usl.sigma).value = std::max(held->value[0], 0.0);
    usl.time_of_one = std::exp(held->log_time);
  }
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
