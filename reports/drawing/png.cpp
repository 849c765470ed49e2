// POSIX only. Charts as PNG files, made of the SVG ones by rsvg-convert.
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include "reports/drawing/svg.h"
#include "reports/exports/report.h"
#include "results/text.h"

extern char** environ;

namespace concbench::reports {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& reason) {
  throw WriteError(fmt::format("cannot write {}: {}", printable(path.string()), reason));
}

// A file without a name rather than a pipe: nothing can block, and a converter that dies raises no signal
// here.
using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

File as_file(const std::string& text, const std::filesystem::path& path) {
  File file(std::tmpfile(), std::fclose);
  if (!file || std::fwrite(text.data(), 1, text.size(), file.get()) != text.size() ||
      std::fflush(file.get()) != 0 || std::fseek(file.get(), 0, SEEK_SET) != 0)
    refuse(path, "no temporary file: " + std::generic_category().message(errno));
  return file;
}

void convert(const Svg& svg, const std::filesystem::path& path) {
  const File input = as_file(svg.text, path);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, fileno(input.get()), 0);
  // What this program ignores, the converter need not.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t usual;
  sigemptyset(&usual);
  for (const int signal : {SIGPIPE, SIGXFSZ}) sigaddset(&usual, signal);
  posix_spawnattr_setsigdefault(&attributes, &usual);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  std::array<std::string, 4> words{"rsvg-convert", "--zoom=2", "--output", path.string()};
  std::array<char*, 5> arguments{words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
  pid_t child = 0;
  const int failure =
      posix_spawnp(&child, words[0].c_str(), &actions, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (failure == ENOENT)
    refuse(path, "rsvg-convert is not on PATH; install it (Debian: librsvg2-bin) or leave out --format png");
  if (failure != 0) refuse(path, "rsvg-convert: " + std::generic_category().message(failure));
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    refuse(path, "rsvg-convert failed; its message stands above");
}

Files write(const Report& report, const std::filesystem::path& folder) {
  Files files;
  for (const Svg& svg : draw_charts(report.summary, Extent::few)) {
    files.push_back(folder / (svg.name + ".png"));
    convert(svg, files.back());
  }
  return files;
}

}  // namespace

extern const Format png_format{"png", "the same charts as pictures of dots; needs rsvg-convert", write};

}  // namespace concbench::reports
