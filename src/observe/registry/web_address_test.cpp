#include "observe/registry/web_address.h"

#include <gtest/gtest.h>

namespace bestby {
namespace {

TEST(WebAddress, IsRead) {
  const auto a = read_web_address("https://Registry.Example:5000/v2/a?n=2#part");
  ASSERT_TRUE(a);
  EXPECT_EQ(a->text(), "https://registry.example:5000/v2/a?n=2");
  EXPECT_EQ(a->authority(), "registry.example:5000");
  EXPECT_EQ(read_web_address("http://[::1]:80?x")->text(), "http://[::1]/?x");
  EXPECT_EQ(read_web_address("https://a")->path, "/");
}

TEST(WebAddress, RefusesWhatOthersReadInAnotherWay) {
  for (const char* text :
       {"", "a", "ftp://a/", "https://", "https://u@a/", "https://a@b", "https://a\\@b/", "https://a /",
        "https://a/\x01", "https://a:0/", "https://a:65536/", "https://a:/", "https://a:1:2/",
        "https://[::1/", "https://[a g]/", "https://a%2eb/", "https:///a", "https://\xC3\xA4/"})
    EXPECT_FALSE(read_web_address(text)) << text;
}

TEST(WebAddress, IsResolved) {
  const auto base = read_web_address("https://a.example/v2/x/tags/list?n=2");
  const auto to = [&](const char* reference) {
    const auto out = resolved(*base, reference);
    return out ? out->text() : "none";
  };
  EXPECT_EQ(to("/v2/y?last=z"), "https://a.example/v2/y?last=z");
  EXPECT_EQ(to("?last=z"), "https://a.example/v2/x/tags/list?last=z");
  EXPECT_EQ(to("more"), "https://a.example/v2/x/tags/more");
  EXPECT_EQ(to("//b.example/q"), "https://b.example/q");
  EXPECT_EQ(to("http://b.example"), "http://b.example/");
  EXPECT_EQ(to("file:///etc/passwd"), "none");
  EXPECT_EQ(to("https://u:p@b.example"), "none");
}

TEST(WebAddress, KnowsItsOrigin) {
  const auto a = read_web_address("https://a.example/x");
  EXPECT_TRUE(a->same_origin(*read_web_address("https://A.example:443/y")));
  for (const char* other : {"http://a.example/x", "https://a.example:8443/x", "https://b.example/x"})
    EXPECT_FALSE(a->same_origin(*read_web_address(other))) << other;
}

TEST(WebAddress, LoopbackIsThisMachine) {
  for (const char* host : {"localhost", "127.0.0.1", "127.9.8.7", "[::1]"})
    EXPECT_TRUE(is_loopback(host)) << host;
  for (const char* host : {"127.0.0.1.example", "localhost.example", "128.0.0.1", "127.0.0", "127.a.b.c"})
    EXPECT_FALSE(is_loopback(host)) << host;
}

TEST(WebAddress, EncodesForAQuery) {
  EXPECT_EQ(percent_encoded("repository:a/b:pull,push é"), "repository%3Aa%2Fb%3Apull%2Cpush%20%C3%A9");
}

}  // namespace
}  // namespace bestby
