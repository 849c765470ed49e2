// The results file: JSON Lines, one record a line. The only place where measuring and showing meet, and these
// structs are the schema's only definition. Integers are nanoseconds and bytes. A key is its member's name,
// less the trailing underscore that a C++ keyword needs; an empty optional is null.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace concbench {

inline constexpr const char* schema_name = "concbench.results";
inline constexpr std::int64_t schema_version = 2;    // of the file's form; a reader takes earlier ones
inline constexpr std::int64_t protocol_version = 2;  // of the measuring; numbers of two are not compared

// How the program was built.
struct Tool {
  std::string version, commit, build_type, compiler, flags, binary_sha256;
  std::map<std::string, std::string> libraries;
};
BOOST_DESCRIBE_STRUCT(Tool, (), (version, commit, build_type, compiler, flags, binary_sha256, libraries))

struct Cache {
  std::int64_t level = 0;
  std::string type;  // data, instruction, unified
  std::int64_t bytes = 0;
  std::int64_t count = 0;  // instances in the machine
  std::int64_t cpus = 0;   // CPUs that share one instance
};
BOOST_DESCRIBE_STRUCT(Cache, (), (level, type, bytes, count, cpus))

// A CPU, which the system may run a thread on (hwloc: PU), and what it is a part of. All numbers from 0:
// `cpu` is the system's own, the others count the machine's cores, packages, NUMA nodes and groups of CPUs
// that share a last-level cache; `kind` is an index in Machine::core_kinds.
struct Cpu {
  std::int64_t cpu = 0, core = 0, package = 0, node = 0, cache = 0, kind = 0;
  bool allowed = true;  // to this process: affinity mask and cpuset
};
BOOST_DESCRIBE_STRUCT(Cpu, (), (cpu, core, package, node, cache, kind, allowed))

// What is not known is null or "unknown", never a guess.
struct Machine {
  std::string hostname, cpu_model;
  std::optional<std::int64_t> sockets, cores, cpus, cpus_allowed;
  std::optional<double> quota_cpus;  // the cgroup's CPU bandwidth limit, in CPUs
  std::optional<std::int64_t> memory_bytes;
  std::vector<Cache> caches;
  std::optional<std::int64_t> numa_nodes;
  std::vector<Cpu> topology;            // by package, node, cache and core; empty where unknown
  std::vector<std::string> core_kinds;  // the slowest first; empty where the system names none
  std::string kernel, os, virtualized, governor, boost, smt, filesystem;
};
BOOST_DESCRIBE_STRUCT(Machine, (),
                      (hostname, cpu_model, sockets, cores, cpus, cpus_allowed, quota_cpus, memory_bytes,
                       caches, numa_nodes, topology, core_kinds, kernel, os, virtualized, governor, boost,
                       smt, filesystem))

// What the tables of the program that measured say of a workload or runner; `kind` and `task` are empty for a
// runner, `python` for a workload.
struct Subject {
  std::string name, kind, summary, task, python;
};
BOOST_DESCRIBE_STRUCT(Subject, (), (name, kind, summary, task, python))

// How much more work a twin has that has more, in percent of its case's.
inline constexpr unsigned twin_percent = 3;

// A case of the plan, and what its name is made of.
struct PlannedCase {
  std::string name;      // "primes[limit=5]/tbb/concurrency:2"
  std::string workload;  // with the parameters that are not default: "primes[limit=5]"
  std::string runner;
  std::int64_t concurrency = 0;
  std::int64_t chunk = 0;  // 0: the model's own
};
BOOST_DESCRIBE_STRUCT(PlannedCase, (), (name, workload, runner, concurrency, chunk))

// When a run looks whether all is decided, and the look's share of the probability of a false claim
// (statistics/verdict.h); `blocks` of the last one is how many the run may take.
struct PlannedLook {
  std::int64_t blocks = 0;
  double alpha = 0;
};
BOOST_DESCRIBE_STRUCT(PlannedLook, (), (blocks, alpha))

// One of the two that `ab` compares.
struct Side {
  std::string program, binary_sha256;
  std::vector<std::string> params;  // that it alone has: "primes.extra=3"
};
BOOST_DESCRIBE_STRUCT(Side, (), (program, binary_sha256, params))

// First line of the file.
struct Run {
  std::string record = "run", schema = schema_name;
  std::int64_t version = schema_version, protocol = protocol_version;
  std::string run_id, started;  // RFC 3339, UTC
  std::vector<std::string> argv;
  std::string command = "run";  // run, ab, granularity, map, cores, memory
  std::string label;            // --label, or empty
  std::uint64_t seed = 0;
  std::string profile;
  std::int64_t blocks = 0;           // that are measured at least, unless the run is cut short
  std::vector<PlannedLook> looks;    // empty: one, at the end
  std::vector<std::string> cases;    // names of all planned cases, in the order of the tables
  std::vector<PlannedCase> planned;  // the same; empty in files of programs that wrote names alone
  std::vector<Side> sides;           // of `ab`, old and new; the cases are as the old one has them
  Tool tool;
  Machine machine;
  std::vector<std::string> warnings;
  std::map<std::string, double> floors;     // the machine's A/A floors, shares, by kind; empty: not known
  std::vector<Subject> workloads, runners;  // those selected, in the order of the tables
};
BOOST_DESCRIBE_STRUCT(Run, (),
                      (record, schema, version, protocol, run_id, started, argv, command, label, seed,
                       profile, blocks, looks, cases, planned, sides, tool, machine, warnings, floors,
                       workloads, runners))

struct ContextSwitches {
  std::int64_t voluntary = 0, involuntary = 0;
};
BOOST_DESCRIBE_STRUCT(ContextSwitches, (), (voluntary, involuntary))

// What happened in a run beside its work, in all its threads and processes; null where the system does not
// count it, or does not let this user.
struct Events {
  std::optional<std::int64_t> minor_faults, major_faults;  // pages given to it, and read from a disk for it
  std::optional<std::int64_t> migrations;                  // of a thread to another CPU
  std::optional<std::int64_t> instructions, cycles, cache_misses;  // outside the kernel
};
BOOST_DESCRIBE_STRUCT(Events, (),
                      (minor_faults, major_faults, migrations, instructions, cycles, cache_misses))

struct SampleTally {
  std::string sum;  // 64-bit sums are strings: JSON numbers are doubles elsewhere
  std::int64_t tasks = 0;
};
BOOST_DESCRIBE_STRUCT(SampleTally, (), (sum, tasks))

// Workers in a row, by number, and the CPUs on which each of them was allowed to run.
struct WorkerCpus {
  std::string cpus;  // in the kernel's list format: "0-3,8"
  std::int64_t workers = 0;
};
BOOST_DESCRIBE_STRUCT(WorkerCpus, (), (cpus, workers))

// One case in one block: one fresh process.
struct Sample {
  std::string record = "sample";
  std::string of;  // of a limit: the workload that it bounds, as case names begin; of a twin: the case's name
  // Of a twin, in `run`: same, or more, with a little more work; in `ab`: again, the old side once more, or
  // new.
  std::string role;
  std::string case_, workload;
  std::map<std::string, std::string> params;
  std::string kind;  // cpu, io, overhead
  std::int64_t tasks = 0;
  std::int64_t bytes = 0;  // input bytes of one run; 0: not described by bytes
  std::string runner;
  std::map<std::string, std::string> runner_params;
  std::int64_t concurrency = 0, chunk = 0;        // chunk 0: the model's own
  std::optional<std::vector<std::int64_t>> cpus;  // null: every CPU allowed
  std::string placement = "os";                   // os, pinned, spread
  std::int64_t block = 0, position = 0;           // from 0; position within the block
  std::int64_t attempt = 0;                       // from 0: how often it was taken again before
  std::optional<double>
      cpus_had;               // CPUs that did work, all at once, beside it: the lower of before and after
  std::string again;          // why it was taken again: what disturbed the attempt before
  std::string started;        // RFC 3339, UTC
  std::string status = "ok";  // ok, failed, timeout, skipped
  std::string reason;         // empty when ok
  std::optional<std::int64_t> setup_ns, first_ns;  // runner's constructor; first run, cold
  std::vector<std::int64_t> steady_ns;             // wall time of a run, each; empty unless ok
  std::int64_t batch = 1;                          // runs timed together; steady_ns is already divided by it
  std::optional<std::int64_t> cpu_ns;              // user + system of all processes, per run
  std::optional<std::int64_t> energy_uj;     // microjoules of all packages, per run; null where not readable
  std::optional<std::int64_t> memory_bytes;  // peak of a run above what was there before the runner
  std::string memory_method;
  std::optional<ContextSwitches> context_switches;  // per run
  Events events;                                    // per run: faults of the steady ones, the rest of untimed
  std::optional<std::int64_t> lower_bound_ns;       // no correct run of this concurrency is shorter, if known
  SampleTally tally;
  std::vector<WorkerCpus> worker_cpus;  // what each really had when it entered, of those that did
  std::vector<std::string> taints, notes;
  std::int64_t elapsed_ns = 0;  // wall time of the whole sample, from the start of its process to its end
};
BOOST_DESCRIBE_STRUCT(Sample, (),
                      (record, of, role, case_, workload, params, kind, tasks, bytes, runner, runner_params,
                       concurrency, chunk, cpus, placement, block, position, attempt, again, cpus_had,
                       started, status, reason, setup_ns, first_ns, steady_ns, batch, cpu_ns, energy_uj,
                       memory_bytes, memory_method, context_switches, events, lower_bound_ns, tally,
                       worker_cpus, taints, notes, elapsed_ns))

// The smallest tasks at which a model still has this efficiency: wall time x concurrency / tasks of such a
// run (minimum effective task granularity: Slaughter et al., "Task Bench", SC20, section IV).
struct Metg {
  std::string record = "metg";
  std::string runner;
  std::int64_t concurrency = 0;
  double efficiency = 0;
  std::optional<std::int64_t> ns;
  std::string reason;  // why there is no number, or only an upper bound
};
BOOST_DESCRIBE_STRUCT(Metg, (), (record, runner, concurrency, efficiency, ns, reason))

// The work of a task, in time of one thread, above which a model is faster than that thread alone.
struct BreakEven {
  std::string record = "break_even";
  std::string runner;
  std::int64_t concurrency = 0;
  std::optional<std::int64_t> ns;
  std::string reason;  // why there is no number, or only an upper bound
};
BOOST_DESCRIBE_STRUCT(BreakEven, (), (record, runner, concurrency, ns, reason))

// A point of the map: the tasks of this workload, named as cases begin, are so long on one thread, of which
// they wait this share.
struct MapPoint {
  std::string record = "map_point";
  std::string workload;
  std::int64_t length_ns = 0;
  double waiting = 0;
};
BOOST_DESCRIBE_STRUCT(MapPoint, (), (record, workload, length_ns, waiting))

// How long a cache line takes from CPU to CPU: half a round trip, in nanoseconds, over `samples` fresh pages.
struct CoreToCore {
  std::string record = "core_to_core";
  std::int64_t from = 0, to = 0;  // the system's numbers; `from` touches the page first
  double median_ns = 0, lower_quartile_ns = 0, upper_quartile_ns = 0;
  std::int64_t samples = 0;
  std::string reason;  // why there are no numbers
};
BOOST_DESCRIBE_STRUCT(CoreToCore, (),
                      (record, from, to, median_ns, lower_quartile_ns, upper_quartile_ns, samples, reason))

// What happened inside one run of a case, which was made for that and is not among the timed ones. Lists are
// by task, in nanoseconds from the start of the run.
struct Trace {
  std::string record = "trace";
  std::string case_{};
  std::string status = "ok";            // ok, failed, timeout, skipped
  std::string reason{};                 // empty when ok
  std::int64_t wall_ns = 0;             // of the traced run
  double note_ns = 0;                   // what the notes of a task cost, as measured beside the run
  std::int64_t workers = 0;             // that entered, whether or not they got a task
  std::vector<std::int64_t> threads{};  // the system's ids, in the order in which they began their first task
  std::vector<std::int64_t> began_by{}, ended_by{};  // indices in threads; the second is empty if the same
  std::vector<std::int64_t> begin_ns{}, took_ns{};
  std::vector<std::int64_t> shortest_ns{};  // in which the task can be done at all; empty: not known
  std::vector<std::string> taints{};
};
BOOST_DESCRIBE_STRUCT(Trace, (),
                      (record, case_, status, reason, wall_ns, note_ns, workers, threads, began_by, ended_by,
                       begin_ns, took_ns, shortest_ns, taints))

// Last line of a file that was not cut off.
struct End {
  std::string record = "end";
  bool complete = false;
  std::string reason;  // empty when complete
  std::int64_t samples = 0, failed = 0;
  std::string ended;  // RFC 3339, UTC
};
BOOST_DESCRIBE_STRUCT(End, (), (record, complete, reason, samples, failed, ended))

struct Results {
  Run run;
  std::vector<Sample> samples;
  std::vector<Sample> canaries;  // record "canary": the fixed small kernel that opens each block
  std::vector<Sample> limits;    // record "limit": work that bounds that of another workload, `of`
  // Record "twin": a case, `of`, once more or in another form, `role`: with the same work, or twin_percent
  // more.
  std::vector<Sample> twins;
  std::vector<Metg> metgs;
  std::vector<BreakEven> break_evens;
  std::vector<MapPoint> map_points;
  std::vector<CoreToCore> core_to_core;
  std::vector<Trace> traces;
  std::optional<End> end;                    // absent: the file was cut off
  std::vector<boost::json::object> unknown;  // records of kinds that this version does not know, as they are

  // Files of other commands on the same machine, to be shown on the same page; no part of this file.
  std::vector<Results> studies;

  bool complete() const { return end && end->complete; }
};

// The file is missing, unreadable or not a results file. The message names the file, the line and the reason.
struct ResultsError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Something cannot be written. The message names the path and the system's reason.
struct WriteError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// One line of JSON with no line end. Strings that are not UTF-8 have each bad byte replaced by U+FFFD.
template <class Record>
std::string to_line(const Record&);

// A record from one line. Throw ResultsError.
Sample parse_sample(const std::string& line);
CoreToCore parse_core_to_core(const std::string& line);
Trace parse_trace(const std::string& line);

// A file may be cut off after its first line, and hold unknown fields and records. Throws ResultsError.
Results read_results(const std::filesystem::path&);

// The first line alone: whose file it is. What follows may be broken all the same. Throws ResultsError.
Run read_run(const std::filesystem::path&);

// Appends records and flushes each. Makes the folder; refuses a file that holds something. Throws WriteError.
class ResultsWriter {
 public:
  explicit ResultsWriter(const std::filesystem::path&);
  ~ResultsWriter();
  ResultsWriter(const ResultsWriter&) = delete;
  ResultsWriter& operator=(const ResultsWriter&) = delete;
  void write(const std::string& line);

 private:
  int file_;
  std::filesystem::path path_;
};

}  // namespace concbench
