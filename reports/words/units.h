// Numbers with units, to three significant digits. reports/charts/charts.js writes them alike; a test holds
// the two together.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace concbench::reports {

std::string duration_text(double nanoseconds);  // "12.3 ms"
std::string rate_text(double per_second,
                      std::string_view unit);  // "81.0 k images/s"; for the unit "B" "1.24 GB/s"
std::string memory_text(double bytes);         // "34.1 MiB"
std::string count_text(std::int64_t count);    // "1,000,000"; not negative
std::string ratio_text(double ratio);          // "1.97×"
std::string number_text(double);               // "1.97"

// Two durations in the unit that suits the second: "12.1 – 12.9 ms".
std::string duration_range_text(double from_ns, double to_ns);

}  // namespace concbench::reports
