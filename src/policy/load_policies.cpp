#include "policy/load_policies.h"

#include <algorithm>

#include "base/formats/yaml.h"
#include "catalog/file_reader.h"
#include "policy/policy_reader.h"

namespace bestby {
namespace {

// Whether an expression asks for the end or start of what that word names.
bool asks_for(const Policies& policies, ExprId id, TextId word) {
  const ExprRow& r = policies.columns.rows[id];
  const bool asks = r.op == Op::end_of || r.op == Op::start_of || r.op == Op::holds;
  if (asks && r.a == static_cast<std::int32_t>(word)) return true;
  const auto arguments = policies.arguments(r);
  return std::any_of(arguments.begin(), arguments.end(),
                     [&](ExprId a) { return asks_for(policies, a, word); });
}

}  // namespace

tl::expected<PolicyStore, std::vector<Error>> load_policies(std::vector<CatalogFile> files,
                                                            const World& world, PolicyStore store) {
  std::sort(files.begin(), files.end(),
            [](const CatalogFile& a, const CatalogFile& b) { return a.path < b.path; });
  std::vector<Error> errors;
  std::vector<UsedWord> used;
  for (CatalogFile& file : files) {
    const auto document = yaml::read(file.path, std::move(file.text));
    if (document)
      PolicyReader(*document, store, world, used, errors).read();
    else if (errors.size() < max_reported)
      errors.push_back(document.error());
  }
  check_words(used, world, store.view(), errors);
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return store;
}

Error fault_error(const PolicyStore& policies, const Fault& fault) {
  Error out{ErrorCode::catalog, fault.text, {}, {}, {}};
  if (fault.policy == no_id) return out;
  const Policies view = policies.view();
  const PolicyRow& p = view.policy(fault.policy);
  for (ClauseId c = p.first_clause; c < p.first_clause + p.clause_count && out.span.file.empty(); ++c) {
    const ClauseRow& clause = view.columns.clauses[c];
    for (const ExprId part : {clause.value, clause.when, clause.published, clause.judged_at})
      if (part != no_id && asks_for(view, part, fault.word)) out.span = policies.places[c];
  }
  return out;
}

}  // namespace bestby
