// What the commands that answer one question say on the terminal.
#pragma once

#include <string>
#include <vector>

#include "reports/summary/summary.h"
#include "reports/terminal/pen.h"
#include "reports/terminal/text_table.h"

namespace concbench::reports {

// One table of a study and what it comes to. No text holds a control character.
struct StudyPart {
  std::string title;
  std::string remark;  // on how to read it; may be empty
  TextTable table;
  std::string what;                 // the rows of the table are: "runners"
  std::vector<std::string> failed;  // what has no times, and why
  std::string words;                // the result; may be empty
};

// Of all studies that the summary holds.
std::vector<StudyPart> study_parts(const Summary&);

}  // namespace concbench::reports
