// What the program says: answers on stdout, all else on stderr. Nothing throws for what cannot be written.
#pragma once

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace concbench {

// First of all: where one of the three standard streams is closed, the next file to be opened would be taken
// for it. What comes to stand there can be read as empty and not be written.
void open_standard_streams();

// A pipe whose reader is gone or a file's size limit is an error to report, not a reason to die. Not in a
// child: what is measured there meets the system's own rules.
void survive_failed_writes();

// On stderr. A courtesy: where it cannot be written, the caller goes on.
void write_notice(std::string_view text) noexcept;
template <class... Values>
void notice(fmt::format_string<Values...> form, Values&&... values) {
  write_notice(fmt::format(form, std::forward<Values>(values)...));
}

// On stdout. That something could not be written is known at the end.
void write_answer(std::string_view text) noexcept;
template <class... Values>
void answer(fmt::format_string<Values...> form, Values&&... values) {
  write_answer(fmt::format(form, std::forward<Values>(values)...));
}

// Writes what is left. False: some of the answer is lost; a reader who closed a pipe has had enough.
bool finish_answer();

}  // namespace concbench
