// The files that the program carries: ECharts, the charts and the page. ELF only. CMake gives the folders to search.

  .section .rodata

  .macro asset name, file
  .global concbench_\name
  .global concbench_\name\()_end
concbench_\name:
  .incbin "\file"
concbench_\name\()_end:
  .byte 0
  .endm

  asset echarts_js, "echarts.js"
  asset charts_js, "charts_all.js"
  asset still_js, "still.js"
  asset frame_html, "frame.html"
  asset page_html, "page.html"
  asset page_css, "page.css"
  asset page_js, "page_all.js"
  asset machines_html, "machines.html"
  asset machines_js, "machines_all.js"

  .section .note.GNU-stack, "", %progbits
