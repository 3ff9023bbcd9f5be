// Debian: [epoch:]upstream[-revision], in the order of dpkg.
//
// dpkg compares alternating runs of other characters and of digits, a missing run of digits being
// zero and the end of the text going on for ever as an empty run and a zero. Among the others `~`
// comes before the end, which comes before letters, which come before the rest. So a run is its
// characters mapped to bytes in that order, then the byte of the end, then the number; and a text
// ends with one more byte of the end, which stands for all that does not follow.
#include "base/version/scheme.h"

namespace bestby {
namespace {

constexpr char tilde = 1, end = 2;
constexpr std::uint64_t most_epoch = 2'147'483'647;

char rank(char c) {
  if (c == '~') return tilde;
  return is_letter(c) ? c : static_cast<char>(c | 0x80);
}

void put_debian(std::string& key, std::string_view text) {
  do {
    std::size_t at = 0;
    while (at < text.size() && !is_digit(text[at])) key.push_back(rank(text[at++]));
    key.push_back(end);
    const std::size_t digits = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    put_digits(key, text.substr(digits, at - digits));
    text.remove_prefix(at);
  } while (!text.empty());
  key.push_back(end);
}

bool only(std::string_view text, std::string_view others) {
  for (const char c : text)
    if (!is_digit(c) && !is_letter(c) && others.find(c) == others.npos) return false;
  return true;
}

Refusal eat_epoch(std::string_view& text, std::string& key) {
  std::uint64_t epoch = 0;
  if (const std::size_t colon = text.find(':'); colon != text.npos) {
    Cursor in{text.substr(0, colon)};
    if (const Refusal why = in.number(epoch); !why.empty() || !in.done() || epoch > most_epoch)
      return "an epoch is a number up to 2147483647";
    text.remove_prefix(colon + 1);
  }
  put_number(key, epoch);
  return {};
}

Refusal read_debian(std::string_view text, Version& out) {
  if (const Refusal why = eat_epoch(text, out.key); !why.empty()) return why;
  const std::size_t hyphen = text.rfind('-');
  const std::string_view upstream = text.substr(0, hyphen);
  const std::string_view revision = hyphen == text.npos ? "0" : text.substr(hyphen + 1);
  if (upstream.empty() || !is_digit(upstream.front())) return "it must begin with a digit";
  if (!only(upstream, ".-+~:")) return "a character may not stand in an upstream version";
  if (revision.empty()) return "the revision is empty";
  if (!only(revision, "+.~")) return "a character may not stand in a revision";
  put_debian(out.key, upstream);
  put_debian(out.key, revision);
  out.prerelease = upstream.find('~') != upstream.npos;
  return Cursor{upstream}.release(out.numbers);
}

void debian_prefix(std::string& key, std::uint64_t epoch, std::span<const std::uint64_t> numbers) {
  put_number(key, epoch);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i > 0) key.push_back(rank('.'));
    key.push_back(end);
    put_number(key, numbers[i]);
  }
}

}  // namespace

constinit const SchemeCode debian_code = {.read = read_debian, .prefix = debian_prefix, .epoch_mark = ':'};

}  // namespace bestby
