// Dockerfiles and Containerfiles: the images that they are built on, and what they install.
//
//     ARG TAG=24.05-py3
//     FROM nvcr.io/nvidia/pytorch:${TAG} AS base      // SeenImage, base; begin and end are of "24.05-py3"
//     RUN pip install torch==2.4.0                    // SeenPackage
//     FROM base                                       // nothing: the stage goes on
//     COPY --from=ghcr.io/x/tool:1 /bin/t /bin/t      // SeenImage, no base: it gives files alone
//
// Stacks: each stage has its own, but a stage that is built on another one goes on with that one's, so that
// what is inherited is reported once. Stages that are both built on a third one therefore share one stack.
//
// Images: what every `FROM`, `COPY --from` and `RUN --mount=...,from=` names and no earlier stage is.
// `scratch` is none. The platform is that of `--platform`, where it is known. Variables are filled in as
// BuildKit does: those before the first `FROM` in `FROM` lines, those of the stage (and of the stages that
// it is built on) elsewhere, `ENV` before `ARG`. One without a value stays as it is written: `app:${TAG}`.
//
// Places: of the address as it is written in the instruction. `begin` and `end` are the bytes of the
// whole address where it stands together in the file, be it as the default of an `ARG`; else those of its
// tag alone; else equal.
//
// `RUN` is read by observe/text/shell_installs.h, here-documents of shells included. Paths of requirements
// are looked for by what the stage has copied, beside the Dockerfile and at the root of the target.
// `ENV` that names a version is a SeenPart by the table of observe/text/environment_parts.h.
#pragma once

#include "observe/text_readers.h"

namespace bestby {

void read_dockerfile(const TextFile& file, const TextContext& context, Observed& out);

// A text that is a Dockerfile by its look: its first instruction is `FROM`, or `ARG` and then `FROM`.
bool looks_like_dockerfile(std::string_view text);

}  // namespace bestby
