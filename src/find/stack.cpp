#include "find/stack.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace bestby {
namespace {

// A set of 64-bit words, open addressing: dozens of values are put in thousands of times.
class MaskSet {
 public:
  bool insert(Mask mask) {
    if (values_.size() * 2 >= slots_.size()) grow();
    std::size_t at = hash(mask);
    for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1))
      if (values_[slots_[at] - 1] == mask) return false;
    values_.push_back(mask);
    slots_[at] = static_cast<std::uint32_t>(values_.size());
    return true;
  }
  std::vector<Mask>& values() { return values_; }

 private:
  std::size_t hash(Mask mask) const { return (mask * 0x9e3779b97f4a7c15U >> 20U) & (slots_.size() - 1); }
  void grow() {
    slots_.assign(slots_.size() * 2, 0);
    for (std::uint32_t i = 0; i < values_.size(); ++i) {
      std::size_t at = hash(values_[i]);
      while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = i + 1;
    }
  }
  std::vector<Mask> values_;
  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(256, 0);  // one more than the place
};

// The rows of a part that go with the rows chosen for the parts before it.
Bits open_rows(const PartTable& part, std::uint32_t key, const std::vector<std::uint32_t>& chosen) {
  Bits out = part.fits[key];
  for (std::size_t before = 0; before < chosen.size() && before < part.beside.size(); ++before) {
    if (part.beside[before].empty() || chosen[before] == left_out) continue;
    Bits beside(out.rows());
    out.each([&](std::size_t row) {
      if (part.beside[before][row].test(chosen[before])) beside.set(row);
      return true;
    });
    out &= beside;
  }
  return out;
}

bool limits_later(const std::vector<PartTable>& parts, std::size_t part) {
  for (std::size_t later = part + 1; later < parts.size(); ++later)
    if (part < parts[later].beside.size() && !parts[later].beside[part].empty()) return true;
  return false;
}

// Goes through the choices of rows for the parts, and keeps the minimal sets of what they violate.
class Choices {
 public:
  Choices(const std::vector<PartTable>& parts, std::uint32_t key, std::size_t most)
      : parts_(parts), key_(key), most_(most) {}

  std::vector<Mask> run() {
    from(0, 0);
    return minimal(std::move(found_), most_);
  }

 private:
  void from(std::size_t at, Mask violated) {
    if (std::any_of(found_.begin(), found_.end(), [&](Mask f) { return (f & ~violated) == 0; })) return;
    if (at == parts_.size()) {
      found_.push_back(violated);
      if (found_.size() > most_ * 2) found_ = minimal(std::move(found_), most_);
      return;
    }
    const PartTable& part = parts_[at];
    const Bits open = open_rows(part, key_, chosen_);
    if (limits_later(parts_, at)) {
      each_row(at, violated, open);
    } else {
      std::vector<Mask> own = {part.own};
      open.each([&](std::size_t row) { return own.push_back(part.violates[row]), true; });
      for (const Mask mask : minimal(std::move(own))) next(at, violated | mask, left_out);
    }
  }
  void each_row(std::size_t at, Mask violated, const Bits& open) {
    open.each([&](std::size_t row) {
      next(at, violated | parts_[at].violates[row], static_cast<std::uint32_t>(row));
      return true;
    });
    next(at, violated | parts_[at].own, left_out);
  }
  void next(std::size_t at, Mask violated, std::uint32_t row) {
    chosen_.push_back(row);
    from(at + 1, violated);
    chosen_.pop_back();
  }

  const std::vector<PartTable>& parts_;
  std::uint32_t key_;
  std::size_t most_;
  std::vector<std::uint32_t> chosen_;
  std::vector<Mask> found_;
};

bool choose(const std::vector<PartTable>& parts, std::uint32_t key, Mask given_up,
            std::vector<std::uint32_t>& chosen) {
  if (chosen.size() == parts.size()) return true;
  const PartTable& part = parts[chosen.size()];
  bool found = false;
  open_rows(part, key, chosen).each([&](std::size_t row) {
    if ((part.violates[row] & ~given_up) != 0) return true;
    chosen.push_back(static_cast<std::uint32_t>(row));
    found = choose(parts, key, given_up, chosen);
    if (!found) chosen.pop_back();
    return !found;
  });
  if (found || (part.own & ~given_up) != 0) return found;
  chosen.push_back(left_out);
  if (choose(parts, key, given_up, chosen)) return true;
  chosen.pop_back();
  return false;
}

}  // namespace

Mask Stack::all() const { return holds.size() == max_constraints ? ~Mask{0} : (Mask{1} << holds.size()) - 1; }

Bits Stack::satisfying(Mask constraints) const {
  Bits out(images, true);
  for (std::size_t c = 0; c < holds.size(); ++c)
    if ((constraints >> c & 1U) != 0) out &= holds[c];
  if (parts.empty()) return out;
  std::unordered_map<std::uint32_t, bool> of_key;
  Bits kept(images);
  out.each([&](std::size_t image) {
    const auto [at, fresh] = of_key.try_emplace(key[image], false);
    if (fresh) at->second = choice_of(key[image], ~constraints).has_value();
    if (at->second) kept.set(image);
    return true;
  });
  return kept;
}

Mask Stack::violated(std::size_t image) const {
  Mask out = 0;
  for (std::size_t c = 0; c < holds.size(); ++c)
    if (!holds[c].test(image)) out |= Mask{1} << c;
  return out;
}

std::vector<Mask> Stack::corrections_of(std::uint32_t of, std::size_t most) const {
  return Choices(parts, of, most).run();
}

std::vector<Mask> Stack::corrections(std::size_t most) const {
  std::uint32_t keys = 1;
  if (!parts.empty())
    for (const std::uint32_t k : key) keys = std::max(keys, k + 1);
  std::vector<MaskSet> seen(keys);
  for (std::size_t word = 0; word * 64 < images; ++word) {
    Mask masks[64] = {};
    for (std::size_t c = 0; c < holds.size(); ++c)
      for (std::uint64_t no = ~holds[c].words()[word]; no != 0; no &= no - 1)
        masks[std::countr_zero(no)] |= Mask{1} << c;
    for (std::size_t i = 0; i < 64 && word * 64 + i < images; ++i)
      seen[parts.empty() ? 0 : key[word * 64 + i]].insert(masks[i]);
  }
  std::vector<Mask> out;
  for (std::uint32_t k = 0; k < keys; ++k) {
    std::vector<Mask> own = minimal(std::move(seen[k].values()), most);
    if (!parts.empty() && !own.empty()) own = joined(own, corrections_of(k, most), most);
    out.insert(out.end(), own.begin(), own.end());
  }
  if (images == 0) out.push_back(all());
  return minimal(std::move(out), most);
}

std::optional<std::vector<std::uint32_t>> Stack::choice_of(std::uint32_t of, Mask given_up) const {
  std::vector<std::uint32_t> out;
  if (!choose(parts, of, given_up, out)) return std::nullopt;
  return out;
}

std::optional<std::vector<std::uint32_t>> Stack::choice(std::size_t image, Mask given_up) const {
  if ((violated(image) & ~given_up) != 0) return std::nullopt;
  if (parts.empty()) return std::vector<std::uint32_t>();
  return choice_of(key[image], given_up);
}

void Stack::merge_keys() {
  std::map<std::vector<std::uint64_t>, std::uint32_t> classes;
  std::vector<std::uint32_t> class_of;
  std::vector<std::vector<Bits>> fits(parts.size());
  const std::size_t keys = parts.empty() ? 0 : parts.front().fits.size();
  for (std::size_t k = 0; k < keys; ++k) {
    std::vector<std::uint64_t> all_words;
    for (const PartTable& part : parts)
      all_words.insert(all_words.end(), part.fits[k].words().begin(), part.fits[k].words().end());
    const auto [at, fresh] =
        classes.try_emplace(std::move(all_words), static_cast<std::uint32_t>(classes.size()));
    class_of.push_back(at->second);
    for (std::size_t p = 0; fresh && p < parts.size(); ++p) fits[p].push_back(parts[p].fits[k]);
  }
  for (std::size_t p = 0; p < parts.size(); ++p) parts[p].fits = std::move(fits[p]);
  for (auto& k : key)
    if (k < class_of.size()) k = class_of[k];
}

}  // namespace bestby
