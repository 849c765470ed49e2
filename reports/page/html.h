// The report as one page that needs no network.
#pragma once

#include <string>
#include <string_view>

#include "reports/summary/summary.h"

namespace concbench::reports {

// The page, in UTF-8. Nothing from the results stands in it as markup or as script, and its own content
// security policy allows no script but the program's.
std::string page(const Summary&);

// A page made of frame.html: title and JSON are escaped as their places need it, `own` is the last script,
// and the policy allows none but the page's. Throws std::logic_error for an unknown placeholder.
std::string page_from(std::string_view body, std::string_view own, std::string_view title,
                      std::string_view json);

// JSON that cannot end the script element it stands in: <, >, &, U+2028 and U+2029 are written as \uXXXX.
std::string script_safe_json(std::string_view json);

}  // namespace concbench::reports
