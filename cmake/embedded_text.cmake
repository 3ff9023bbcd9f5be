# bestby_embed_text(SOURCES FILE NAME): a unit that defines `const std::string_view bestby::NAME`, the
# text of FILE, is added to the list of sources.
function(bestby_embed_text SOURCES FILE NAME)
  file(READ ${FILE} TEXT)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${FILE})
  configure_file(${CMAKE_SOURCE_DIR}/cmake/embedded_text.cpp.in ${CMAKE_BINARY_DIR}/${NAME}.cpp @ONLY)
  set(${SOURCES} ${${SOURCES}} ${CMAKE_BINARY_DIR}/${NAME}.cpp PARENT_SCOPE)
endfunction()
