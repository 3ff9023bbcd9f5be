// The table of a product's versions in images (judge/support_table.h), as columns and as JSON.
#pragma once

#include <string>
#include <vector>

#include "judge/support_table.h"
#include "report/asked.h"
#include "report/words.h"

namespace bestby {

std::string support_table_text(const World& world, const Policies& policies, NodeId product,
                               const std::vector<SupportTable>& tables, const Asked& asked, Paint paint);
// As schemas/table.schema.json has it.
std::string support_table_json(const World& world, const Policies& policies, NodeId product,
                               const std::vector<SupportTable>& tables, const Asked& asked);

}  // namespace bestby
