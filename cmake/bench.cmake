# `ninja -C build/release bestby_bench bestby_process_bench`; not part of the default build.
find_package(benchmark QUIET CONFIG)
if(benchmark_FOUND)
  file(GLOB BESTBY_BENCH_SOURCES CONFIGURE_DEPENDS bench/*.cpp)
  set(BESTBY_PROCESS_BENCH_SOURCES ${BESTBY_BENCH_SOURCES})
  list(FILTER BESTBY_BENCH_SOURCES EXCLUDE REGEX "process_bench\\.cpp$")
  list(FILTER BESTBY_PROCESS_BENCH_SOURCES INCLUDE REGEX "process_bench\\.cpp$")
  add_executable(bestby_bench EXCLUDE_FROM_ALL ${BESTBY_BENCH_SOURCES})
  target_compile_definitions(bestby_bench PRIVATE BESTBY_ROOT="${CMAKE_SOURCE_DIR}")
  target_link_libraries(bestby_bench PRIVATE bestby_core bestby_embedded benchmark::benchmark_main)

  # On its own, since what a process holds counts towards the peak of those that it starts.
  add_executable(bestby_process_bench EXCLUDE_FROM_ALL ${BESTBY_PROCESS_BENCH_SOURCES})
  target_compile_definitions(bestby_process_bench PRIVATE BESTBY_ROOT="${CMAKE_SOURCE_DIR}"
                             BESTBY_EXECUTABLE="$<TARGET_FILE:bestby>")
  target_link_libraries(bestby_process_bench PRIVATE benchmark::benchmark_main)
  add_dependencies(bestby_process_bench bestby)
endif()
