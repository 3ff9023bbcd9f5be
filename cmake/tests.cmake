enable_testing()
find_package(GTest REQUIRED CONFIG)
find_package(rapidcheck REQUIRED CONFIG)
# The oracle of our own reader of Markdown.
pkg_check_modules(BESTBY_MD4C REQUIRED IMPORTED_TARGET md4c)
# The oracle of the finder.
find_library(BESTBY_CADICAL NAMES libcadical.a cadical REQUIRED)
file(GLOB BESTBY_TREE_TESTS CONFIGURE_DEPENDS tests/*.cpp)
add_executable(bestby_tests ${BESTBY_TEST_SOURCES} ${BESTBY_TREE_TESTS})
target_link_libraries(bestby_tests PRIVATE bestby_core bestby_embedded GTest::gmock_main rapidcheck PkgConfig::BESTBY_MD4C ${BESTBY_CADICAL} nlohmann_json::nlohmann_json)
target_compile_definitions(bestby_tests PRIVATE BESTBY_ROOT="${CMAKE_SOURCE_DIR}"
                           BESTBY_EXECUTABLE="$<TARGET_FILE:bestby>")
add_dependencies(bestby_tests bestby)
add_test(NAME bestby_tests COMMAND bestby_tests)
