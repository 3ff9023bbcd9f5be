#include "cli/registry_options.h"

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

}  // namespace bestby::cli
