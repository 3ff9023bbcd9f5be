// What a registry answers to who has not logged in: the header WWW-Authenticate (RFC 9110, 11.6.1).
//
//     auto c = read_challenges(R"(Bearer
//     realm="https://auth.example/token",service="registry",scope="a:b:pull")"); c[0].scheme == "bearer",
//     c[0].parameter("realm") == "https://auth.example/token"
//
// Several may stand in one header. What is malformed is passed over; at most `most_challenges`. Linear.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bestby {

inline constexpr std::size_t most_challenges = 16;

struct Challenge {
  std::string scheme;                                           // in small letters
  std::vector<std::pair<std::string, std::string>> parameters;  // names in small letters

  std::string_view parameter(std::string_view name) const;  // empty where there is none
  bool operator==(const Challenge&) const = default;
};

std::vector<Challenge> read_challenges(std::string_view header);

// The address of the page after this one, by the header Link (RFC 8288): `</v2/_catalog?n=2&last=b>;
// rel="next"`. Empty where there is none.
std::string_view next_link(std::string_view header);

}  // namespace bestby
