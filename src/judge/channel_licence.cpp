#include "judge/channel_licence.h"

#include <string>

namespace bestby {
namespace {

// Whose licence the packages of a channel are under: what the advice of a policy names. A channel is known
// by its name, or by a part of its address.
struct ChannelLicensor {
  std::string_view channel, licensor;
};
constexpr ChannelLicensor licensors[] = {{"defaults", "Anaconda"},
                                         {"anaconda", "Anaconda"},
                                         {"main", "Anaconda"},
                                         {"r", "Anaconda"},
                                         {"msys2", "Anaconda"},
                                         {"pkgs/main", "Anaconda"},
                                         {"pkgs/r", "Anaconda"},
                                         {"pkgs/msys2", "Anaconda"},
                                         {"://repo.anaconda.com/", "Anaconda"},
                                         {"://repo.continuum.io/", "Anaconda"},
                                         {"://conda.anaconda.org/anaconda/", "Anaconda"},
                                         {"://conda.anaconda.org/main/", "Anaconda"}};

}  // namespace

std::string_view licensor_of(std::string_view channel) {
  for (const ChannelLicensor& row : licensors)
    if (channel == row.channel ||
        (row.channel.starts_with(':') && (std::string(channel) + "/").find(row.channel) != std::string::npos))
      return row.licensor;
  return {};
}

}  // namespace bestby
