#include "find/stack.h"

#include <algorithm>
#include <map>

namespace bestby {

Mask Stack::all() const { return holds.size() == max_constraints ? ~Mask{0} : (Mask{1} << holds.size()) - 1; }

Bits Stack::satisfying(Mask constraints) const {
  Bits out(images, true);
  for (std::size_t c = 0; c < holds.size(); ++c)
    if ((constraints >> c & 1U) != 0) out &= holds[c];
  if (parts.empty()) return out;
  PartChooser chooser(parts, ~constraints);
  Bits kept(images);
  out.each([&](std::size_t image) {
    if (chooser.of(key[image])) kept.set(image);
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

// The sets that images themselves violate, by the class of their key.
std::vector<MaskSet> Stack::own_sets(const std::vector<std::uint32_t>& class_of_key,
                                     std::size_t classes) const {
  std::vector<MaskSet> out(classes);
  for (std::size_t word = 0; word * 64 < images; ++word) {
    Mask masks[64] = {};
    for (std::size_t c = 0; c < holds.size(); ++c)
      for (std::uint64_t no = ~holds[c].words()[word]; no != 0; no &= no - 1)
        masks[std::countr_zero(no)] |= Mask{1} << c;
    for (std::size_t i = 0; i < 64 && word * 64 + i < images; ++i)
      out[parts.empty() ? 0 : class_of_key[key[word * 64 + i]]].insert(masks[i]);
  }
  return out;
}

std::vector<Mask> Stack::corrections(std::size_t most) const {
  std::vector<std::vector<Mask>> of_parts = {{0}};  // different antichains
  std::vector<std::uint32_t> class_of_key;
  if (!parts.empty()) {
    const std::size_t keys = key.empty() ? 0 : *std::max_element(key.begin(), key.end()) + std::size_t{1};
    std::map<std::vector<Mask>, std::uint32_t> numbers;
    PartChoices choices(parts, most);
    of_parts.clear();
    for (std::uint32_t k = 0; k < keys; ++k) {
      auto antichain = choices.corrections(k);
      const auto [at, fresh] = numbers.try_emplace(antichain, static_cast<std::uint32_t>(of_parts.size()));
      if (fresh) of_parts.push_back(std::move(antichain));
      class_of_key.push_back(at->second);
    }
  }
  std::vector<MaskSet> own = own_sets(class_of_key, of_parts.size());
  std::vector<Mask> out;
  for (std::size_t i = 0; i < of_parts.size(); ++i) {
    const auto both = joined(minimal(std::move(own[i].values()), most), of_parts[i], most);
    out.insert(out.end(), both.begin(), both.end());
  }
  if (images == 0) out.push_back(all());
  return minimal(std::move(out), most);
}

std::optional<std::vector<std::uint32_t>> Stack::Choosing::of(std::size_t image) {
  if ((stack_.violated(image) & ~given_up_) != 0) return std::nullopt;
  if (stack_.parts.empty()) return std::vector<std::uint32_t>();
  return parts_.of(stack_.key[image]);
}

std::optional<std::vector<std::uint32_t>> Stack::choice(std::size_t image, Mask given_up) const {
  return Choosing(*this, given_up).of(image);
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
