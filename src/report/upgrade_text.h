// What to move to, as text and as JSON (bestby/upgrade/1, schemas/upgrade.schema.json).
#pragma once

#include <string>

#include "judge/upgrade.h"
#include "report/asked.h"
#include "report/json_writer.h"
#include "report/words.h"

namespace bestby {

std::string upgrade_text(Evaluator& evaluator, const Upgrade& upgrade, std::string_view note,
                         const UpgradeQuery& query, Paint paint);

class UpgradeJson {
 public:
  UpgradeJson(const Asked& asked, Date through);
  void add(std::string_view subject, std::string_view note, Evaluator& evaluator, const Upgrade& upgrade);
  void add(std::string_view subject, const Error& error);
  std::string take();

 private:
  void step(Evaluator& evaluator, const UpgradeStep& step);
  JsonWriter json_;
  Date on_;
};

}  // namespace bestby
