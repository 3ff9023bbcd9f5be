// Why, as JSON: schemas/why.schema.json. What status says of each policy, and every clause with its
// outcome and its derivation as a tree of steps.
//
//     WhyJson answer(asked);
//     answer.add({"pytorch@1.12.1", note}, world, policies, status, no_id);
//     std::string text = answer.take();
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "judge/status.h"
#include "report/asked.h"
#include "report/json_writer.h"
#include "report/status_json.h"

namespace bestby {

class WhyJson {
 public:
  explicit WhyJson(const Asked& asked);
  // `policy`: of this one alone; no_id: of all that speak of the subject.
  void add(const Written& written, const World& world, const Policies& policies, const Status& status,
           PolicyId policy);
  void add(std::string_view subject, const Error& error);
  std::string take();

 private:
  JsonWriter json_;
};

}  // namespace bestby
