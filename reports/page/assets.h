// The files that the program carries (assets.S).
#pragma once

#include <string_view>

namespace concbench::reports::assets {

std::string_view echarts_js();
std::string_view charts_js();  // charts.js and every chart_*.js
std::string_view still_js();
std::string_view frame_html();  // what is filled in: page_html() or machines_html()
std::string_view page_html();
std::string_view page_css();
std::string_view page_js();  // every page*.js of a report
std::string_view machines_html();
std::string_view machines_js();  // those of machines side by side

}  // namespace concbench::reports::assets
