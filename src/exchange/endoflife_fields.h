// What the fields of endoflife.date mean, as data: docs/importers.md has the same tables in words.
//
//     endoflife::ours("eks")                       // amazon-eks
//     endoflife::field_named("extendedSupport")    // {"extendedSupport", "eoes"}
//     endoflife::meaning_of("debian", "eoes")      // a date: end_of_lts
#pragma once

#include <cstdint>
#include <string_view>

namespace bestby::exchange::endoflife {

enum class Reading : std::uint8_t { date, flag_or_date, ignored };
struct Meaning {
  std::string_view product, field;  // no product: of all others
  Reading reading;
  std::string_view predicate;
};

// Another name of a field: of older files and the first API, or the second one's, which splits a field in
// two: whether, and from which `day`, if that is known. Some say whether the support is `still` there,
// where the files say whether it has ended.
struct OtherName {
  std::string_view theirs, ours;
  bool day = false;
  bool still = false;
};

// Our name of a product, which is theirs for most.
std::string_view ours(std::string_view product);

// The kind that a category is; others are tools.
std::string_view kind_of(std::string_view category);

// nullptr where there is none.
const Meaning* meaning_of(std::string_view product, std::string_view field);
const OtherName* field_named(std::string_view theirs);

// The kind of a driver branch, by the abbreviation in its label; empty where it has none.
std::string_view branch_kind(std::string_view label);

}  // namespace bestby::exchange::endoflife
