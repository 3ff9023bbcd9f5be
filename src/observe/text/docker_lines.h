// The instructions of a Dockerfile: continued lines put together, comments and directives taken away.
//
//     for (const DockerLine& line : docker_lines(text)) use(line.name, line.rest.text);
//
//     # escape=`
//     RUN pip install `          // name "RUN", rest "pip install  torch"
//       # why
//       torch
//     RUN <<EOF                  // rest "<<EOF", one document: its lines
//     ...
//     EOF
//
// As BuildKit reads them: the directive `escape` counts before anything else alone; a comment or an empty
// line inside a continued instruction is passed over; here-documents belong to RUN, COPY and ADD. Every
// byte knows where it stands in the file. Linear.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "observe/text/traced_text.h"

namespace bestby {

struct DockerLine {
  std::string name;  // in capitals
  TracedText rest;
  std::vector<TracedText> documents;  // of here-documents
};

struct DockerLines {
  char escape = '\\';
  std::vector<DockerLine> lines;
};

DockerLines docker_lines(std::string_view text);

}  // namespace bestby
