// The columns of addresses: every text is one, every run lies where it must.
#include "snapshot/checks.h"

namespace bestby {
namespace {

class AddressVerifier {
 public:
  AddressVerifier(const World& world, TextChecks& texts, Checks& checks)
      : c_(world.columns.addresses), texts_(texts), checks_(checks) {}

  bool run() {
    return each("address words", c_.words, [&](std::uint32_t id) { return text(id); }) &&
           each("address pairs", c_.pairs,
                [&](const AddressPair& p) { return text(p.key) && text(p.value); }) &&
           each("address rows", c_.rows, [&](const AddressRow& r) { return row(r); }) &&
           each("address versions", c_.versions,
                [&](const AddressVersion& v) {
                  return text(v.name) && checks_.flag(v.nested, "it is neither nested nor not") &&
                         checks_.flag(v.aliased, "it neither has aliases nor not") && pairs(v.aliases) &&
                         inside(v.rows, c_.rows.size()) &&
                         checks_.holds(v.nested != 0 || v.rows.count == 1, "it has no address");
                }) &&
           each("address scopes", c_.scopes,
                [&](const AddressScope& s) {
                  return texts_.optional(s.name, "its name is not a text") && words(s.processors) &&
                         pairs(s.aliases) && inside(s.versions, c_.versions.size()) &&
                         checks_.holds(s.versions.count > 0, "it has no version");
                }) &&
           each("address configurations", c_.configs, [&](const AddressConfig& c) { return config(c); }) &&
           each("address rules", c_.rules, [&](const AddressRule& r) {
             return text(r.section) && text(r.subject) && text(r.value) &&
                    texts_.optional(r.key, "its key is not a text");
           });
  }

 private:
  template <class Rows, class Check>
  bool each(std::string_view column, const Rows& rows, Check&& check) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      checks_.at(column, i);
      if (!check(rows[i])) return false;
    }
    return true;
  }
  bool text(TextId id) { return texts_.shown(id, "what it names is not a text"); }
  bool inside(AddressRun run, std::size_t size) {
    return checks_.run(run.first, run.count, size, "its run lies outside the column");
  }
  bool words(AddressRun run) { return inside(run, c_.words.size()); }
  bool pairs(AddressRun run) { return inside(run, c_.pairs.size()); }

  bool row(const AddressRow& r) {
    return texts_.optional(r.key, "its key is not a text") && text(r.repository) &&
           texts_.optional(r.tag, "its tag is not a text") && words(r.pythons) && words(r.processors) &&
           words(r.sdks) && pairs(r.containers) && pairs(r.registries);
  }

  bool config(const AddressConfig& c) {
    const std::size_t at = static_cast<std::size_t>(&c - c_.configs.data());
    return text(c.name) && text(c.source) && checks_.day(c.edition, "its edition is no day") &&
           checks_.flag(c.shared, "its scopes neither share nor not") && words(c.serves) &&
           inside(c.scopes, c_.scopes.size()) && checks_.holds(c.scopes.count > 0, "it has no scope") &&
           checks_.holds(at == 0 || texts_[c_.configs[at - 1].name] < texts_[c.name],
                         "names are not in order");
  }

  const AddressColumns<ColumnView>& c_;
  TextChecks& texts_;
  Checks& checks_;
};

}  // namespace

bool verify_addresses(const World& world, TextChecks& texts, Checks& checks) {
  return AddressVerifier(world, texts, checks).run();
}

}  // namespace bestby
