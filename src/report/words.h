// Words that several reports share.
//
//     distance(day, on)                 // "yesterday", "today", "in 12 days"
//     shown_name(world, image)          // "pytorch-training:1.12.1-gpu-...", as one would pull it
//     fact_words(world, fact)           // "2022-07-01"
//     citation_words(world, fact)       // "AWS framework support policy, row 1"
#pragma once

#include <string>
#include <string_view>

#include "judge/status.h"

namespace bestby {

// SGR escapes, or nothing.
struct Paint {
  bool on = false;
  std::string good(std::string_view text) const { return with("32", text); }
  std::string bad(std::string_view text) const { return with("31", text); }
  std::string warn(std::string_view text) const { return with("33", text); }
  std::string strong(std::string_view text) const { return with("1", text); }
  std::string faint(std::string_view text) const { return with("2", text); }
  // Good, bad or doubtful.
  std::string truth(Truth truth, std::string_view text) const {
    return truth == Truth::yes ? good(text) : truth == Truth::no ? bad(text) : warn(text);
  }

 private:
  std::string with(const char* code, std::string_view text) const;
};

std::string distance(Date day, Date on);
// "1 image", "3 images"
std::string counted(std::size_t count, std::string_view what);

// An image as its registry names it, anything else as PRODUCT@RELEASE.
std::string shown_name(const World& world, NodeId node);

std::string fact_words(const World& world, const FactRow& fact);
std::string citation_words(const World& world, const FactRow& fact);
// "for publisher aws, platform ec2 or sagemaker"; empty without a scope.
std::string scope_words(const World& world, const FactRow& fact);

// Whether a policy that judges releases judged a cycle itself, since no release of it is recorded.
bool judged_as_line(const World& world, const Policies& policies, const Verdict& verdict);

// "supported; patched through 2023-07-01 (in 12 days)"; under a policy that promises patches in no
// phase "window through 2026-10-02 (in 41 days)". `on`: what "was" and the distance count from.
std::string verdict_words(const Policies& policies, const PolicyStatus& status, Date on, Paint paint);
// What it is until its end: "patched", or the phase that is told of; empty where it never is.
std::string_view held_words(const Policies& policies, const PolicyStatus& status);
// Until when, as it stands in lists, whatever the day: "patched through 2023-07-01", "never patched",
// "gets no security patches".
std::string end_words(const Policies& policies, const PolicyStatus& status);
// "patched through 2023-07-01", "patched at most through ...", "patched; no end is known". `held`: what
// it is until then.
std::string through_words(const Bound& bound, std::string_view held = "patched");
// The phase that holds: "ended", "maintenance or ended", "not released yet".
std::string phase_words(const Policies& policies, const PolicyStatus& status);

}  // namespace bestby
