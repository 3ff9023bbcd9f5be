# `ninja -C build/release bestby_bench`; not part of the default build.
find_package(benchmark QUIET CONFIG)
file(GLOB BESTBY_BENCH_SOURCES CONFIGURE_DEPENDS bench/*.cpp)
if(benchmark_FOUND AND BESTBY_BENCH_SOURCES)
  add_executable(bestby_bench EXCLUDE_FROM_ALL ${BESTBY_BENCH_SOURCES})
  target_compile_definitions(bestby_bench PRIVATE BESTBY_ROOT="${CMAKE_SOURCE_DIR}")
  target_link_libraries(bestby_bench PRIVATE bestby_core bestby_embedded benchmark::benchmark_main)
endif()
