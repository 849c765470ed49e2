#include "reports/page/assets.h"

#define CONCBENCH_ASSET(name)                                                                       \
  extern "C" const char concbench_##name[];                                                         \
  extern "C" const char concbench_##name##_end[];                                                   \
  std::string_view concbench::reports::assets::name() {                                             \
    return {concbench_##name, static_cast<std::size_t>(concbench_##name##_end - concbench_##name)}; \
  }

CONCBENCH_ASSET(echarts_js)
CONCBENCH_ASSET(charts_js)
CONCBENCH_ASSET(still_js)
CONCBENCH_ASSET(frame_html)
CONCBENCH_ASSET(page_html)
CONCBENCH_ASSET(page_css)
CONCBENCH_ASSET(page_js)
CONCBENCH_ASSET(machines_html)
CONCBENCH_ASSET(machines_js)
