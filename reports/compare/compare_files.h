// Many sides against the first of them, read one by one: each is dropped once its digest is made. A side is a
// results file, or a folder of runs of one program on one machine.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "reports/compare/compare.h"
#include "reports/compare/side_by_side.h"

namespace concbench::reports {

// The files whose first line can be read, by side, each side with its label.
struct FilesToCompare {
  std::vector<std::vector<std::filesystem::path>> sides;
  std::vector<std::string> labels;    // of a folder its name, else label_of() it, told apart by labels_of()
  std::vector<std::string> names;     // label_of() each
  std::vector<std::string> left_out;  // why others cannot be: the message names the file
};

// Reads no more than that line. However few are left, that is for the caller to judge. Throws ResultsError
// for a folder without results files, or with those of two machines or builds, and names them.
FilesToCompare open_files(std::span<const std::filesystem::path>);

struct ComparedFiles {
  Summary first;                      // of the first side that can be read
  std::vector<FileDigest> digests;    // in the order of the sides, the first included
  std::vector<std::string> left_out;  // messages that name the file
};

// Reads on as many threads as there are CPUs. A file that turns out to be broken is left out.
ComparedFiles compare_files(const FilesToCompare&);

}  // namespace concbench::reports
