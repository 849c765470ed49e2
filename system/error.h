// The system's errors as exceptions: the one place that throws for errno.
#pragma once

#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>

namespace concbench {

// This system cannot give what is asked for (an evicted page cache, say): what needs it is skipped. Says why.
struct Unsupported : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Throws std::system_error with "WHAT: <the system's words for the error>".
[[noreturn]] inline void throw_errno(const std::string& what, int error = errno) {
  throw std::system_error(error, std::system_category(), what);
}

// The same, with "CALL 'FILE'" for what.
[[noreturn]] inline void throw_errno(const char* call, const std::filesystem::path& file) {
  const int error = errno;  // before the names are put together
  throw_errno(std::string(call) + " '" + file.string() + "'", error);
}

// `result`, unless it is negative, as system calls tell a failure: then throw_errno(what).
template <class T>
T checked(T result, const char* what) {
  if (result < 0) throw_errno(what);
  return result;
}

// Calls a system call again that a signal has interrupted; returns its result, negative where it failed.
template <class Call>
auto retried(Call call) {
  decltype(call()) result;
  do result = call();
  while (result < 0 && errno == EINTR);
  return result;
}

}  // namespace concbench
