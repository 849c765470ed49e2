// Reads files: system calls, memory or a disk, as the parameters say. Linux only: O_DIRECT, page cache
// control.
#include <fcntl.h>

#include <algorithm>

#include "system/descriptor.h"
#include "system/page_cache.h"
#include "workloads/awaited.h"
#include "workloads/checksum.h"
#include "workloads/files/buffer_pool.h"
#include "workloads/files/file_set.h"
#include "workloads/files/folder.h"
#include "workloads/splitmix.h"
#include "workloads/workload.h"

namespace concbench {
namespace {

// Files up to this size are read by one call; of longer ones, this much at a time lies in memory for each
// task.
constexpr std::uint64_t max_buffer_bytes = 1 << 20;

// A page may be dropped between being read and being looked for, but hardly in one file this often: a system
// that does that keeps nothing.
constexpr int most_tries_to_warm = 3;

enum class Cache { warm, cold, direct };

Cache cache_named(const std::string& name) {
  return name == "warm" ? Cache::warm : name == "cold" ? Cache::cold : Cache::direct;
}

std::vector<InputFile> input_files(const Params& params) {
  const std::string& folder = params.at("dir");
  return folder.empty() ? generated_files(count(params, "tasks"), size_in_bytes(params, "size"))
                        : users_files(folder);
}

std::size_t buffer_bytes(const std::vector<InputFile>& files) {
  const std::uint64_t longest = std::ranges::max(files, {}, &InputFile::size).size;
  constexpr std::uint64_t block = BufferPool::alignment;
  return (std::clamp<std::uint64_t>(longest, 1, max_buffer_bytes) + block - 1) / block * block;
}

class FileRead final : public Workload, public Suspending<FileRead> {
 public:
  explicit FileRead(const Params& params)
      : files_(input_files(params)),
        cache_(cache_named(params.at("cache"))),
        by_io_uring_(params.at("async") == "io_uring"),
        buffers_(files_.size(), buffer_bytes(files_)) {
    if (cache_ == Cache::direct) require_direct();
    FileRead::prepare();  // what cannot be had is known before the first run
  }

  std::size_t size() const override { return files_.size(); }

  std::uint64_t run(std::size_t task, Worker& worker) const override {
    if (by_io_uring_) return read(task, worker);
    // As asyncio.to_thread(open(path).read) in Python: the whole task on a helper thread.
    std::uint64_t result = 0;
    auto call = [&] {
      Worker thread;
      result = read(task, thread);
    };
    worker.blocking(call);
    return result;
  }

  template <class C>
  typename C::template Task<std::uint64_t> await(std::size_t task, C& place) const {
    return by_io_uring_ ? co_read(task, place) : run_elsewhere(*this, task, place);
  }

  bool blocks() const override { return true; }

  // A run leaves warm files warm, so the next may follow it at once; none leaves cold files cold.
  bool prepare() const override {
    for (const InputFile& file : files_) {
      if (cache_ == Cache::warm) make_warm(file);
      if (cache_ == Cache::cold) make_cold(file);
    }
    return cache_ == Cache::cold;
  }

  // The task's number is mixed in for the sake of files that are the same.
  Tally expected() const override {
    Tally tally;
    SplitMix64 marks{0};
    for (const InputFile& file : files_) tally.add(file.checksum + marks());
    return tally;
  }

  std::uint64_t bytes() const override {
    std::uint64_t total = 0;
    for (const InputFile& file : files_) total += file.size;
    return total;
  }

  std::vector<std::string> notes() const override {
    static constexpr const char* by_cache[] = {
        "page cache warm: measures memory and system calls, not a disk",
        "page cache cold: files were evicted before every run; a disk may cache them itself",
        "direct: reads bypass the page cache"};
    return {by_cache[static_cast<std::size_t>(cache_)]};
  }

 private:
  // A buffer is asked for whole even where less is left: O_DIRECT reads blocks. Opening waits in no form:
  // io_uring could, but no library in use here offers it.
  std::uint64_t read(std::size_t task, Worker& worker) const {
    const Buffer buffer(buffers_);
    const Descriptor file = open(task);
    Checksum checksum;
    for (std::uint64_t offset = 0; offset < files_[task].size;) {
      const std::size_t got = worker.read_at(file.get(), buffer.bytes(), offset);
      checksum.add(accept(task, buffer, got));
      offset += got;
    }
    return checksum.value() + splitmix64(task);
  }

  template <class C>
  typename C::template Task<std::uint64_t> co_read(std::size_t task, C& place) const {
    const Buffer buffer(buffers_);
    const Descriptor file = open(task);
    Checksum checksum;
    for (std::uint64_t offset = 0; offset < files_[task].size;) {
      const std::size_t got = co_await place.read_at(file.get(), buffer.bytes(), offset);
      checksum.add(accept(task, buffer, got));
      offset += got;
    }
    co_return checksum.value() + splitmix64(task);
  }

  Descriptor open(std::size_t task) const {
    return open_to_read(files_[task].path, cache_ == Cache::direct ? O_DIRECT : 0);
  }

  // What was read, once it is known to be something.
  std::span<const std::byte> accept(std::size_t task, const Buffer& buffer, std::size_t got) const {
    if (got == 0) throw std::runtime_error(quoted(files_[task].path) + " is shorter than it was");
    return buffer.bytes().first(got);
  }

  // Under pressure, and some kernels at any time, the system drops pages that nobody used for a while.
  static void make_warm(const InputFile& file) {
    for (int tries = 0; cached_bytes(file.path) < file.size; ++tries) {
      if (tries == most_tries_to_warm)
        throw Unsupported("the system does not keep all of " + quoted(file.path) +
                          " in its page cache, so it cannot be read warm");
      warm(file.path);
    }
  }

  static void make_cold(const InputFile& file) {
    evict(file.path);
    if (cached_bytes(file.path) != 0)
      throw Unsupported("the system does not drop " + quoted(file.path) +
                        " from its page cache, so it cannot be read cold");
  }

  // Some file systems accept O_DIRECT and read through the page cache all the same: what was evicted, and
  // then read directly, must not be in it.
  void require_direct() const {
    for (std::size_t task = 0; task < files_.size(); ++task) {
      if (files_[task].size == 0) continue;
      const std::filesystem::path& path = files_[task].path;
      try {
        evict(path);
        const Buffer buffer(buffers_);
        accept(task, buffer, Worker().read_at(open(task).get(), buffer.bytes(), 0));
      } catch (const std::system_error& error) {
        throw Unsupported(quoted(path) + " cannot be read directly: " + error.code().message());
      }
      if (cached_bytes(path) != 0)
        throw Unsupported(quoted(path) + " is read through the page cache even with O_DIRECT");
      return;
    }
  }

  std::vector<InputFile> files_;
  Cache cache_;
  bool by_io_uring_;  // how event loops and fibers read; threads and processes just do
  mutable BufferPool buffers_;
};

// 100,000 files of 1 GiB are below 2^47 bytes; the space on the disk is checked before they are made.
constexpr Parameter parameters[] = {
    {"tasks", Parameter::count, "256", "number of generated files; with dir, there are as many as it holds",
     1, 100'000},
    {"size", Parameter::size, "256KiB", "of each generated file; with dir, they are as large as they are", 1,
     1 << 30},
    {.name = "cache",
     .type = Parameter::choice,
     .default_value = "warm",
     .meaning = "warm: files lie in the page cache; cold: evicted before every run; direct: O_DIRECT",
     .choices = "warm|cold|direct"},
    {.name = "async",
     .type = Parameter::choice,
     .default_value = "io_uring",
     .meaning =
         "how event loops and fibers read: in the kernel's own queue, or on helper threads as asyncio does",
     .choices = "io_uring|threads"},
    {"dir", Parameter::path, "", "folder of files to read in place of generated ones"},
};

}  // namespace

extern constinit const WorkloadEntry file_read_entry{
    .name = "file_read",
    .kind = Kind::io,
    .summary = "opens, reads whole and closes one file",
    .task = "files",
    .needs = {Need::one_host},
    .parameters = parameters,
    .tasks = [](const Params& params) -> std::size_t {
      const std::string& folder = params.at("dir");
      return folder.empty() ? count(params, "tasks") : count_users_files(folder);
    },
    .make = workload_of<FileRead>,
    .descriptors = 1,
};

}  // namespace concbench
