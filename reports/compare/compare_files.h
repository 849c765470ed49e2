// Many results files against the first of them, read one by one: each is dropped once its digest is made.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "reports/compare/compare.h"
#include "reports/compare/side_by_side.h"

namespace concbench::reports {

// The files whose first line can be read, each with its label.
struct FilesToCompare {
  std::vector<std::filesystem::path> paths;
  std::vector<std::string> labels, names;  // labels_of() and label_of() them
  std::vector<std::string> left_out;       // why others cannot be: the message names the file
};

// Reads no more than that line. However few are left, that is for the caller to judge.
FilesToCompare open_files(std::span<const std::filesystem::path>);

struct ComparedFiles {
  Summary first;                      // of the first file that can be read
  std::vector<FileDigest> digests;    // in the order of the files, the first included
  std::vector<std::string> left_out;  // messages that name the file
};

// Reads on as many threads as there are CPUs. A file that turns out to be broken is left out.
ComparedFiles compare_files(const FilesToCompare&, const CompareOptions&);

}  // namespace concbench::reports
