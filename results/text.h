// Text that comes from outside: names in results files, paths, messages of other programs.
#pragma once

#include <string>
#include <string_view>

namespace concbench {

// The same text with each byte that is not part of well-formed UTF-8 (RFC 3629) replaced by U+FFFD.
std::string valid_utf8(std::string_view);

// The same text on one line and without effect on a terminal, in well-formed UTF-8: control characters (C0,
// DEL, C1), separators of lines and paragraphs and marks of direction are shown as \xNN or \u{NNNN}.
std::string printable(std::string_view);

// The same text less the characters that XML 1.0 cannot hold, not even escaped: each becomes U+FFFD.
std::string xml_text(std::string_view);

// Columns that well-formed UTF-8 takes on a terminal, one for each character that is not a combining mark,
// two for East Asian wide ones. An estimate: terminals differ.
std::size_t display_width(std::string_view);

// The text cut to `columns` with an ellipsis at the end, or filled up with spaces on its right or left.
std::string fitted(std::string_view, std::size_t columns);
std::string fitted_right(std::string_view, std::size_t columns);

// The text cut to `columns` in the same way, but not filled up.
std::string shortened(std::string_view, std::size_t columns);

// A name that may stand in a path, whatever the text: ASCII letters, digits, '-', '_' and '.', others as '_';
// at most 100 of them, at least one, the first no '.'.
std::string safe_name(std::string_view text);

}  // namespace concbench
