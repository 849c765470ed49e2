#include "reports/page/machines.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "reports/page/assets.h"
#include "reports/page/html.h"
#include "results/json.h"

namespace concbench::reports {
namespace {

// What is drawn: the script engine would take long over the times of a thousand machines.
SideBySide shown_of(const SideBySide& all) {
  SideBySide shown;
  shown.workloads = all.workloads;
  for (SharedWorkload& workload : shown.workloads)
    std::erase_if(workload.machines,
                  [&](const MachineWork& work) { return !all.machines[work.machine].shown; });
  for (const MachineEntry& machine : all.machines) {
    shown.machines.push_back(machine);
    shown.machines.back().comparison.reset();
  }
  return shown;
}

std::string title_of(const SideBySide& all) {
  if (all.machines.size() != 2) return fmt::format("{} machines – machines compared", all.machines.size());
  return fmt::format("{} and {} – machines compared", all.machines[0].name, all.machines[1].name);
}

}  // namespace

std::string machines_page(const SideBySide& all) {
  return page_from(assets::machines_html(), assets::machines_js(), title_of(all),
                   boost::json::serialize(to_json(all)));
}

std::vector<Svg> draw_machines(const SideBySide& all) {
  return draw_model(boost::json::serialize(to_json(shown_of(all))));
}

Files write_machines(const SideBySide& all, const std::filesystem::path& folder) {
  Files files{write_file(folder / "index.html", machines_page(all))};
  for (auto& file : write_drawn(draw_machines(all), folder)) files.push_back(std::move(file));
  return files;
}

}  // namespace concbench::reports
