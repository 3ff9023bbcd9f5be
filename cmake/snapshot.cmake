# catalog/ and policies/ are compiled into build/PRESET/catalog.snapshot, which an assembler file
# takes in whole with what its lint acknowledges: `bestby_embedded` is what src/snapshot/embedded.h promises.
enable_language(ASM)
file(GLOB_RECURSE BESTBY_CATALOG_FILES CONFIGURE_DEPENDS catalog/*.yml catalog/*.yaml)
file(GLOB_RECURSE BESTBY_POLICY_FILES CONFIGURE_DEPENDS policies/*.yml policies/*.yaml)
set(BESTBY_SNAPSHOT ${CMAKE_BINARY_DIR}/catalog.snapshot)

add_executable(bestby_embed cmake/embed.cpp)
target_link_libraries(bestby_embed PRIVATE bestby_core)
target_link_options(bestby_embed PRIVATE ${BESTBY_RUNTIME_FIRST})

# The paths in errors are relative to the repository. An unchanged snapshot keeps its time, and Ninja
# then links nothing again.
add_custom_command(
  OUTPUT ${BESTBY_SNAPSHOT}
  COMMAND bestby_embed . ${BESTBY_SNAPSHOT}
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
  DEPENDS bestby_embed ${BESTBY_CATALOG_FILES} ${BESTBY_POLICY_FILES}
  COMMENT "Compiling the catalogue"
  VERBATIM)

set(BESTBY_SNAPSHOT_ASM ${CMAKE_BINARY_DIR}/embedded_snapshot.s)
file(CONFIGURE OUTPUT ${BESTBY_SNAPSHOT_ASM} CONTENT [[
  .section .rodata.bestby_snapshot, "a", %progbits
  .balign 64
  .global bestby_snapshot_begin
  .global bestby_snapshot_end
bestby_snapshot_begin:
  .incbin "@BESTBY_SNAPSHOT@"
bestby_snapshot_end:
  .global bestby_acknowledged_begin
  .global bestby_acknowledged_end
bestby_acknowledged_begin:
  .incbin "@CMAKE_SOURCE_DIR@/acknowledged.yml"
bestby_acknowledged_end:
  .section .note.GNU-stack, "", %progbits
]] @ONLY)
set_source_files_properties(${BESTBY_SNAPSHOT_ASM} PROPERTIES OBJECT_DEPENDS
                            "${BESTBY_SNAPSHOT};${CMAKE_SOURCE_DIR}/acknowledged.yml")
add_library(bestby_embedded OBJECT ${BESTBY_SNAPSHOT_ASM})
