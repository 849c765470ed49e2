// Apart from the rest of statistics/statistics.h: Boost.Math takes seconds to compile.
#include <boost/math/distributions/binomial.hpp>
#include <stdexcept>

#include "statistics/statistics.h"

namespace concbench {
namespace {

using Binomial = boost::math::binomial_distribution<double>;
constexpr auto exact = Binomial::clopper_pearson_exact_interval;

void require_share(std::size_t successes, std::size_t trials, double confidence) {
  if (trials == 0) throw std::invalid_argument("a proportion of no trials");
  if (successes > trials) throw std::invalid_argument("more successes than trials");
  if (!(confidence > 0 && confidence < 1)) throw std::invalid_argument("a confidence outside 0 to 1");
}

}  // namespace

double proportion_at_most(std::size_t successes, std::size_t trials, double confidence) {
  require_share(successes, trials, confidence);
  return Binomial::find_upper_bound_on_p(static_cast<double>(trials), static_cast<double>(successes),
                                         1 - confidence, exact);
}

Interval proportion_between(std::size_t successes, std::size_t trials, double confidence) {
  require_share(successes, trials, confidence);
  const auto n = static_cast<double>(trials), k = static_cast<double>(successes);
  const double doubt = (1 - confidence) / 2;
  return {Binomial::find_lower_bound_on_p(n, k, doubt, exact),
          Binomial::find_upper_bound_on_p(n, k, doubt, exact)};
}

}  // namespace concbench
