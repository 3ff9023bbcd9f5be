#include "cli/registry_options.h"

#include <fmt/format.h>

#include "observe/registry/docker_config.h"

namespace bestby::cli {

Result<RegistrySettings> registry_settings(const Session& session) {
  RegistrySettings out;
  out.deep = session.has(Opt::deep);
  out.platform = session.value(Opt::platform);
  out.ca = session.value(Opt::ca);
  out.plain_hosts = session.options[static_cast<std::size_t>(Opt::plain_http)];
  for (const std::string& typed : session.options[static_cast<std::size_t>(Opt::mirror)]) {
    auto mirror = read_mirror(typed);
    if (!mirror) return fail(std::move(mirror.error()));
    out.mirrors.push_back(*std::move(mirror));
  }
  out.config_files = docker_config_files();
  return out;
}

Result<ReadLimits> read_limits(const Session& session) {
  ReadLimits out;
  for (const std::string& typed : session.options[static_cast<std::size_t>(Opt::limit)]) {
    const auto equals = typed.find('=');
    if (equals == std::string::npos)
      return fail(ErrorCode::usage, fmt::format("--limit: `{}` has no size", typed), {},
                  "write NAME=SIZE: --limit file-bytes=128M");
    if (auto set = out.set(typed.substr(0, equals), typed.substr(equals + 1)); !set)
      return fail(std::move(set.error()));
  }
  return out;
}

}  // namespace bestby::cli
