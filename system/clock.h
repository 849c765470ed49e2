// Wall-clock time as text.
#pragma once

#include <chrono>
#include <string>

namespace concbench {

// Unless told otherwise now; RFC 3339 in UTC with milliseconds: "2026-11-20T09:30:00.123Z".
std::string timestamp(std::chrono::system_clock::time_point = std::chrono::system_clock::now());

// Now, in UTC, for a folder's name: "20261120-093000".
std::string folder_timestamp();

// For people: "45 s", "1 min 20 s", "2 h 5 min".
std::string rough(std::chrono::nanoseconds);

}  // namespace concbench
