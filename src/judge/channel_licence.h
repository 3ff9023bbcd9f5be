// Whose licence the packages of a channel are under, where that is somebody's who asks for one.
//
//     licensor_of("defaults")          // "Anaconda"
//     licensor_of("conda-forge")       // empty
//
// A channel is known by its name, or by a part of its address. What a policy advises about it is told from
// the name of the licensor in the advice.
#pragma once

#include <string_view>

namespace bestby {

std::string_view licensor_of(std::string_view channel);

}  // namespace bestby
