// Statuses as JSON: schemas/status.json.
//
//     StatusJson answer(asked);
//     answer.add({"pytorch@1.12.1", note}, world, policies, status);
//     answer.add("pytroch", error);
//     std::string text = answer.take();
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "judge/range.h"
#include "judge/status.h"
#include "report/asked.h"
#include "report/json_writer.h"

namespace bestby {

// A subject as it was typed, how the answer differs from it, and of a range what it comes to.
struct Written {
  std::string_view subject, note;
  const RangeOnDay* range = nullptr;
};

class StatusJson {
 public:
  explicit StatusJson(const Asked& asked);
  void add(const Written& written, const World& world, const Policies& policies, const Status& status);
  void add(std::string_view subject, const Error& error);
  std::string take();

 private:
  JsonWriter json_;
};

// Shared with why's JSON.
void bound_fields(JsonWriter& json, const Bound& bound);
void phases_field(JsonWriter& json, const Policies& policies, const PolicyStatus& status);
void verdict_fields(JsonWriter& json, const World& world, const Policies& policies,
                    const PolicyStatus& status);
void moves_field(JsonWriter& json, const World& world, const Status& status);
void subject_fields(JsonWriter& json, const World& world, std::string_view subject, std::string_view note,
                    NodeId node);
void written_fields(JsonWriter& json, const World& world, const Written& written, NodeId node);
void error_fields(JsonWriter& json, const Error& error);

}  // namespace bestby
