# One file that depends on the C library alone: the C++ runtime and every library are linked in, and
# what nothing calls is left out.
add_executable(bestby src/cli/main.cpp)
target_link_libraries(bestby PRIVATE bestby_core bestby_embedded CLI11::CLI11 nlohmann_json::nlohmann_json)
target_link_options(bestby PRIVATE -static-libstdc++ -static-libgcc
                    $<$<CONFIG:Release>:-Wl,--gc-sections,--as-needed,-s>)
target_compile_options(bestby_core PRIVATE $<$<CONFIG:Release>:-ffunction-sections -fdata-sections>)
set_target_properties(bestby PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
