// What an answer was asked about: the day, how far knowledge reaches, and by which catalogue.
#pragma once

#include <optional>

#include "base/date.h"

namespace bestby {

class JsonWriter;

inline constexpr int stale_after_days = 30;

struct Asked {
  Date on;
  std::optional<Date> known;
  Date as_of;  // the catalogue's own day

  // How old the catalogue is for the question: 0 where it is newer than the day asked about.
  int age_days() const { return on > as_of ? (on - as_of).count : 0; }
  bool stale() const { return age_days() > stale_after_days; }
};

// The fields that every answer begins with: `schema`, `on`, `known`, `catalog`.
void begin_answer(JsonWriter& json, const char* schema, const Asked& asked);

}  // namespace bestby
