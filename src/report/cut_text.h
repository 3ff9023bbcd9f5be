// Long names, cut where they say least: in the middle.
//
//     cut_in_the_middle("pytorch-training:1.12.1-gpu-py38-cu113", 20)    // "pytorch-t…y38-cu113"
//
// A width is in columns of a terminal; 0 or less cuts nothing. Linear.
#pragma once

#include <string>
#include <string_view>

namespace bestby {

std::string cut_in_the_middle(std::string_view text, int width);

// How many columns of a terminal it takes.
int columns_of(std::string_view text);

}  // namespace bestby
