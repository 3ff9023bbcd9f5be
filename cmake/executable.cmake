add_executable(bestby src/cli/main.cpp)
target_link_libraries(bestby PRIVATE bestby_core CLI11::CLI11 nlohmann_json::nlohmann_json)
target_link_options(bestby PRIVATE -static-libstdc++ -static-libgcc)
set_target_properties(bestby PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
