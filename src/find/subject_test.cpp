#include "find/subject.h"

#include <gtest/gtest.h>

#include "catalog/load.h"
#include "find/image_address.h"
#include "find/purl.h"

namespace bestby {
namespace {

constexpr const char* vocabulary = R"y(vocabulary: 1
kinds: [framework, language, driver, container-image, machine-image]
services: [security]
predicates:
  released: {value: date, event: yes, of-cycle: first, says: x}
  framework: {value: release, many: yes, says: x}
  python: {value: release, says: x}
  accelerator: {value: text, many: yes, says: x}
  job: {value: text, says: x}
  record: {value: text, says: x}
  address: {value: text, says: x}
  latest: {value: version, scheme: opaque, says: x}
tag-words:
  always: {record: image}
  "{digits}-{digits}-{digits}": nothing
  "{version}": {framework: "*@{1}"}
  gpu: {accelerator: gpu}
  "py{digit}{digits}": {python: "python@{1}.{2}"}
name-words:
  Deep Thing: nothing
  AMI: {product: machines}
  "Torch {version}": {framework: "torch-thing@{1}"}
  "(Ubuntu 20.04)": nothing
  "{digits}": nothing
registries:
  hub.example: anybody
  hub.example/pub: a
)y";

constexpr const char* products[] = {
    R"(product: torch-thing
name: Torch
kind: framework
publisher: a
versions: pep440
cycle: major.minor
aliases: [tt]
identifiers: [pkg:pypi/tt]
sources: {s: {title: S, editions: [2023-01-01]}}
source: s
releases:
  1.12.0: {released: 2022-07-01}
  1.12.1: {released: 2022-08-05}
  1.13.0: {released: 2022-10-28}
)",
    R"(product: python
name: Python
kind: language
publisher: b
versions: pep440
cycle: major.minor
source: s
identifiers: [pkg:docker/library/python]
cycles: {"3.8": {released: 2019-10-14, also: [octo]}, "3.10": {released: 2021-10-04}}
)",
    R"(product: gpu-driver
kind: driver
publisher: nv
versions: driver-branch
source: s
cycles:
  r390-linux: {released: 2018-01-04, latest: "390.157"}
  r390-windows: {released: 2018-01-08, latest: "392.68"}
  r525-linux: {released: 2022-11-10, latest: 525.147.05}
  r525-windows: {released: 2022-11-10, latest: "529.19"}
  r530-linux: {released: 2023-03-23}
)",
    R"(product: pub/tt-training
name: Images
kind: container-image
publisher: a
versions: image-tag
cycle: none
repository: tt-training
source: s
defaults: {record: image, job: training}
releases:
  - {release: v1.0-tt-1.13.0}
  - {release: 1.13.0-gpu-py310, also: [1.13-gpu], framework: torch-thing@1.13.0, accelerator: gpu, python: python@3.10, address: "reg.<region>.example/tt-training:1.13.0-gpu-py310"}
)",
    R"(product: pub/tt-inference
kind: container-image
publisher: a
versions: image-tag
repository: tt-inference
source: s
releases:
  - {release: v1.0-tt-1.13.0, record: image}
)",
    R"(product: machines
name: Machines
kind: machine-image
publisher: a
versions: opaque
cycle: none
source: s
releases:
  - {release: m-1, cycle: line, also: [Deep Thing AMI (Ubuntu 20.04)], released: 2022-01-01}
  - {release: m-2, cycle: line, also: [Deep Thing AMI (Ubuntu 20.04)], released: 2022-02-01}
)"};

class SubjectTest : public testing::Test {
 protected:
  SubjectTest() {
    std::vector<CatalogFile> files{{"vocabulary.yml", vocabulary}};
    for (const char* text : products) files.push_back({std::to_string(files.size()) + ".yml", text});
    auto loaded = load_catalog(std::move(files));
    if (!loaded) throw std::runtime_error(loaded.error().front().message);
    store_ = std::move(*loaded);
  }

  // "label", with the note after a bar; or the error's message.
  std::string find(std::string_view typed) const {
    const World world = store_.world();
    const auto s = find_subject(world, typed, day_max - 1);
    if (!s) return "error: " + s.error().message;
    return s->in(world).label(s->node) + (s->note.empty() ? "" : " | " + s->note);
  }
  std::vector<std::string> suggestions(std::string_view typed) const {
    const auto s = find_subject(store_.world(), typed, day_max - 1);
    return s ? std::vector<std::string>{} : s.error().suggestions;
  }

  WorldStore store_;
};

TEST_F(SubjectTest, ReleasesAndCycles) {
  EXPECT_EQ(find("torch-thing@1.12.1"), "torch-thing@1.12.1");
  EXPECT_EQ(find(" TT@v1.12.1 "), "torch-thing@1.12.1");
  EXPECT_EQ(find("tt@1.12"), "torch-thing@1.12");
  EXPECT_EQ(find("tt==1.12"), "torch-thing@1.12.0") << "equal under PEP 440";
  EXPECT_EQ(find("tt==1.12.1.0"), "torch-thing@1.12.1");
  EXPECT_EQ(find("tt[extra]==1.12.1"), "torch-thing@1.12.1");
  EXPECT_EQ(find("tt=1.12.1"), "torch-thing@1.12.1");
  EXPECT_EQ(find("tt@1.12.1+cu116"), "torch-thing@1.12.1 | torch-thing 1.12.1+cu116 is a build of 1.12.1");
  EXPECT_EQ(find("python@3.8.10"), "python@3.8 | python 3.8.10 is not recorded; its cycle 3.8 is");
  EXPECT_EQ(find("torch-thing"), "torch-thing");
}

TEST_F(SubjectTest, PackageUrls) {
  EXPECT_EQ(find("pkg:pypi/tt@1.12.1"), "torch-thing@1.12.1");
  EXPECT_EQ(find("PKG:PyPI/TT@1.12.1?arch=x#a/b"), "torch-thing@1.12.1");
  EXPECT_EQ(find("pkg:pypi/tt@1%2E12%2E1"), "torch-thing@1.12.1");
  EXPECT_EQ(find("pkg:pypi/tt"), "torch-thing");
  EXPECT_EQ(find("pkg:pypi/other@1"), "error: no product is recorded as `pkg:pypi/other`");
  EXPECT_EQ(find("pkg:pypi"), "error: `pkg:pypi` is not a package URL: it has no name");
  EXPECT_EQ(find("pkg:oci/tt-training@sha256:00?repository_url=reg.eu.example/tt-training&tag=1.13-gpu"),
            "pub/tt-training@1.13.0-gpu-py310 | the digest is not recorded; answered by the tag");
}

TEST_F(SubjectTest, Images) {
  EXPECT_EQ(find("tt-training:1.13-gpu"), "pub/tt-training@1.13.0-gpu-py310");
  EXPECT_EQ(find("reg.us.example/tt-training:1.13.0-gpu-py310"), "pub/tt-training@1.13.0-gpu-py310");
  EXPECT_EQ(find("tt-training@1.13-gpu"), "pub/tt-training@1.13.0-gpu-py310");
  EXPECT_EQ(find("tt-training@sha256:0123"),
            "error: no image of tt-training is recorded with the digest `sha256:0123`");
  EXPECT_EQ(find("other-training:1"), "error: no image repository `other-training` is recorded");
}

// A mirror keeps the name; where namespaces are publishers, another's is another image.
TEST_F(SubjectTest, TheRegistryAndTheNamespaceCount) {
  const std::string own = "pub/tt-training@1.13.0-gpu-py310";
  const auto copy = [&](const std::string& place) {
    return own + " | " + place +
           " is not among its recorded registries, as reg.<region>.example; taken for a copy";
  };
  const auto none = [](const std::string& place) {
    return "error: no image of " + place + "/tt-training is recorded";
  };
  EXPECT_EQ(find("reg.eu-1.example/tt-training:1.13-gpu"), own);
  EXPECT_EQ(find("hub.example/pub/tt-training:1.13-gpu"), own) << "the publisher's own namespace";
  EXPECT_EQ(find("other.example/tt-training:1.13-gpu"), copy("other.example"));
  EXPECT_EQ(find("corp:5000/mirror/tt-training:1.13-gpu"), copy("corp:5000/mirror"));
  EXPECT_EQ(find("me/tt-training:1.13-gpu"), none("hub.example/me"));
  EXPECT_EQ(find("hub.example/me/tt-training:1.13-gpu"), none("hub.example/me"));
  EXPECT_EQ(find("hub.example/tt-training:1.13-gpu"), none("hub.example"));
  EXPECT_EQ(find("corp:5000/hub.example/me/tt-training:1.13-gpu"), none("hub.example/me"));
  EXPECT_EQ(find("corp:5000/hub.example/pub/tt-training:1.13-gpu"), own);
  EXPECT_EQ(find("corp:5000/nv/tt-training:1.13-gpu"), none("corp:5000/nv")) << "nv publishes other things";
  EXPECT_EQ(find("reg.eu-1.example/more/tt-training:1.13-gpu"), none("reg.eu-1.example/more"))
      << "the publisher's registry has no such namespace";
  EXPECT_EQ(find("me/tt-training:1.13.0-gpu-py38"), none("hub.example/me")) << "nor is its tag read";
}

TEST_F(SubjectTest, PlaceholdersInAnAddressAreAnyRegion) {
  for (const char* host : {"reg.<region>.example", "reg.{region}.example", "reg.${AWS_REGION}.example",
                           "reg.*.example", "<registry>.<aws_region>.example"})
    EXPECT_EQ(find(std::string(host) + "/tt-training:1.13-gpu"), "pub/tt-training@1.13.0-gpu-py310") << host;
}

TEST_F(SubjectTest, ARegistryMayNameAProduct) {
  EXPECT_EQ(find("python:3.8"), "python@3.8 | an image of it; answered for python@3.8 itself");
  EXPECT_EQ(find("hub.example/library/python:3.8-slim"),
            "python@3.8 | an image of it; answered for python@3.8 itself");
  EXPECT_EQ(find("hub.example/me/python:3.8"), "error: no image repository `me/python` is recorded");
}

TEST_F(SubjectTest, ATagOfSeveralImagesIsAnsweredForEach) {
  const World world = store_.world();
  const auto s = find_subject(world, "v1.0-tt-1.13.0", day_max - 1);
  ASSERT_TRUE(s) << s.error().message;
  ASSERT_EQ(s->others.size(), 1U);
  EXPECT_EQ(s->note, "one of 2 images that go by this name");
  EXPECT_NE(world.label(s->node), world.label(s->others[0]));
  const auto one = find_one_subject(world, "v1.0-tt-1.13.0", day_max - 1);
  ASSERT_FALSE(one);
  EXPECT_EQ(one.error().message, "`v1.0-tt-1.13.0` is the name of 2 images");
  for (const std::string& label : one.error().suggestions) EXPECT_EQ(find(label), label) << "may be pasted";
}

TEST_F(SubjectTest, NumbersAloneNameWhatBeginsWithThem) {
  EXPECT_EQ(find("gpu-driver@525"), "gpu-driver@r525-windows | one of 2 cycles that gpu-driver `525` may be");
  const World world = store_.world();
  const auto both = find_subject(world, "gpu-driver@r525", day_max - 1);
  ASSERT_TRUE(both) << both.error().message;
  ASSERT_EQ(both->others.size(), 1U);
  EXPECT_EQ(world.label(both->others[0]), "gpu-driver@r525-linux");
  const auto one = find_one_subject(world, "gpu-driver@525", day_max - 1);
  ASSERT_FALSE(one);
  EXPECT_EQ(one.error().message, "`gpu-driver@525` may be one of 2 cycles, and an answer is for one");
  EXPECT_EQ(one.error().suggestions,
            (std::vector<std::string>{"gpu-driver@r525-windows", "gpu-driver@r525-linux"}));
  EXPECT_EQ(find("gpu-driver@530.30.02"),
            "gpu-driver@r530-linux | gpu-driver 530.30.02 is not recorded; answered for r530-linux");
  EXPECT_EQ(find("gpu-driver@531"), "error: gpu-driver `531` is not recorded");
  EXPECT_EQ(find("gpu-driver@531.41"), "error: gpu-driver `531.41` is not recorded");
  EXPECT_EQ(find("tt@1"), "torch-thing@1.13 | one of 2 cycles that torch-thing `1` may be");
}

TEST_F(SubjectTest, TheFormOfAVersionTellsLinesOfOneNumberApart) {
  const auto by_newest = [](const std::string& typed, const std::string& line, const std::string& newest) {
    return "gpu-driver@" + line + " | gpu-driver " + typed + " is not recorded; answered for " + line +
           ", whose newest version is " + newest;
  };
  EXPECT_EQ(find("gpu-driver@525.60.13"), by_newest("525.60.13", "r525-linux", "525.147.05"));
  EXPECT_EQ(find("gpu-driver@525.147.05"), by_newest("525.147.05", "r525-linux", "525.147.05"));
  EXPECT_EQ(find("gpu-driver@525.999.01"), by_newest("525.999.01", "r525-linux", "525.147.05"));
  // Between a line's own number and its newest version.
  EXPECT_EQ(find("gpu-driver@528.89"), by_newest("528.89", "r525-windows", "529.19"));
  EXPECT_EQ(find("gpu-driver@529.20"), "error: gpu-driver `529.20` is not recorded");
  EXPECT_EQ(find("gpu-driver@525.60"), by_newest("525.60", "r525-windows", "529.19"));
  // Both lines of 390 write two numbers; the newest of one of them is known by itself.
  EXPECT_EQ(find("gpu-driver@390.116"),
            "gpu-driver@r390-windows | one of 2 cycles that gpu-driver `390.116` may be");
  EXPECT_EQ(find("gpu-driver@390.157"), by_newest("390.157", "r390-linux", "390.157"));
  EXPECT_EQ(find("gpu-driver@31.0.15.2889"),
            "error: gpu-driver `31.0.15.2889` is not recorded: `31.0.15.2889` is not a driver-branch "
            "version: it has "
            "too many numbers");
}

TEST_F(SubjectTest, RangesStandForTheNewestInThem) {
  const auto all = [](const std::string& range) {
    return "torch-thing@1.12 | `" + range + "` matches all that is recorded of torch-thing@1.12 and no other";
  };
  EXPECT_EQ(find("tt==1.12.*"), all("==1.12.*"));
  EXPECT_EQ(find("tt>=1.12, <1.13"), all(">=1.12, <1.13"));
  EXPECT_EQ(find("tt@1.12.*"), all("1.12.*"));
  EXPECT_EQ(find("tt[extra]~=1.12.1"), "torch-thing@1.12.1 | `~=1.12.1` matches torch-thing@1.12.1 alone");
  EXPECT_EQ(find("tt==1.12.1.*"), "torch-thing@1.12.1 | `==1.12.1.*` matches torch-thing@1.12.1 alone");
  EXPECT_EQ(find("python==3.8.*"), "python@3.8 | `==3.8.*` matches python@3.8 alone");
  EXPECT_EQ(find("tt>1.12"),
            "torch-thing@1.13.0 | `>1.12` matches 2 releases of torch-thing, 1.12.1 to 1.13.0");
  EXPECT_EQ(find("python>=3"), "python@3.10 | `>=3` matches 2 cycles of python, 3.8 to 3.10");
  const World world = store_.world();
  const auto one = find_one_subject(world, "tt>1.12", day_max - 1);
  ASSERT_FALSE(one);
  EXPECT_EQ(one.error().message, "`>1.12` matches 2 releases of torch-thing, and an answer is for one");
  EXPECT_EQ(one.error().suggestions, (std::vector<std::string>{"torch-thing@1.13.0", "torch-thing@1.12.1"}));
  EXPECT_EQ(find("tt==2.0.*"), "error: `==2.0.*` matches nothing that is recorded of torch-thing");
  EXPECT_EQ(suggestions("tt==2.0.*"), std::vector<std::string>{"torch-thing@1.13"});
  EXPECT_FALSE(suggestions("tt>=x").size());
  EXPECT_EQ(find("ttt>=1"), "error: nothing is recorded as `ttt`");
}

TEST_F(SubjectTest, NamesComparedAsPackagesAre) {
  EXPECT_EQ(find("Torch_Thing==1.12.1"), "torch-thing@1.12.1");
  EXPECT_EQ(find("torch.-thing"), "torch-thing");
  EXPECT_EQ(find("python@octo"), "python@3.8");
  EXPECT_EQ(find("OCTO"), "python@3.8");
}

TEST_F(SubjectTest, ReadsATagThatIsNotRecorded) {
  const World world = store_.world();
  const auto s = find_subject(world, "tt-training:1.12.1-gpu-py38-2022-08-05", day_max - 1);
  ASSERT_TRUE(s) << s.error().message;
  EXPECT_EQ(s->note, "not recorded; read from its tag");
  const World own = s->in(world);
  EXPECT_EQ(own.name(s->node), "1.12.1-gpu-py38-2022-08-05");
  const auto value = [&](const char* predicate) {
    const FactRow* f = own.fact(s->node, *own.find_predicate(predicate), day_max - 1, s->node);
    if (f == nullptr) return std::string("-");
    const auto low = static_cast<std::uint32_t>(f->low);
    return own.predicate(f->predicate).type == ValueType::release ? own.label(low)
                                                                  : std::string(own.text(low));
  };
  EXPECT_EQ(value("framework"), "torch-thing@1.12.1");
  EXPECT_EQ(value("python"), "python@3.8");
  EXPECT_EQ(value("accelerator"), "gpu");
  EXPECT_EQ(value("record"), "image");
  EXPECT_EQ(value("job"), "training") << "as all its other images";
  EXPECT_EQ(find("tt-training:1.12.1-gpu-strange"),
            "error: no image `tt-training:1.12.1-gpu-strange` is recorded, and its tag cannot be read: "
            "`strange` says nothing known");
  EXPECT_EQ(find("tt-training:1.12.1"), "error: no image `tt-training:1.12.1` is recorded");
}

// Ids grow by one after the new release; everything else says what it said.
TEST_F(SubjectTest, OneMoreReleaseChangesNothingElse) {
  const World world = store_.world();
  const auto s = find_subject(world, "tt-training:1.12.1-gpu-py38", day_max - 1);
  ASSERT_TRUE(s);
  const World own = s->in(world);
  for (NodeId n = 0; n < world.columns.nodes.size(); ++n) {
    const NodeId m = n < s->node ? n : n + 1;
    EXPECT_EQ(world.label(n), own.label(m));
    EXPECT_EQ(world.facts(n).size(), own.facts(m).size());
    EXPECT_EQ(world.cycle_of(n) == no_id, own.cycle_of(m) == no_id);
    for (const FactRow& f : own.facts(m)) EXPECT_EQ(f.subject, m);
    for (const FactId id : own.references_to(m)) EXPECT_EQ(static_cast<NodeId>(own.columns.facts[id].low), m);
    for (const NodeId member : own.members(m)) EXPECT_EQ(own.node(member).cycle, m);
    if (world.is_product(n)) {
      EXPECT_EQ(own.find_product(world.name(n)), m);
      for (const NodeId r : own.releases_of(m)) EXPECT_EQ(own.product(r).node, m);
      for (const NodeId c : own.cycles_of(m)) EXPECT_TRUE(own.is_cycle(c));
    }
  }
  EXPECT_EQ(own.columns.nodes.size(), world.columns.nodes.size() + 1);
}

TEST_F(SubjectTest, Names) {
  EXPECT_EQ(find("Deep Thing AMI (Ubuntu 20.04)"),
            "machines@line | 2 releases go by this name; answered for their line");
  EXPECT_EQ(find("m-2"), "machines@m-2");
  const std::string dated = "machines@line | 2 releases go by this name; answered for their line; ";
  EXPECT_EQ(
      find("Deep  Thing ami (Ubuntu 20.04) 20250301"),
      dated + "`20250301` is not recorded; answered for its line, whose older images may have ended earlier");
  EXPECT_EQ(
      find("Deep Thing AMI (Ubuntu 20.04) Version 61.3"),
      dated +
          "`Version 61.3` is not recorded; answered for its line, whose older images may have ended earlier");
}

TEST_F(SubjectTest, ReadsANameThatIsNotRecorded) {
  EXPECT_EQ(find("Deep Thing AMI Torch 1.12.1 (Ubuntu 20.04) 20220819"),
            "machines@Deep Thing AMI Torch 1.12.1 (Ubuntu 20.04) 20220819 | not recorded; read from its "
            "name; a later "
            "image of this name may have taken the place of `20220819`");
  EXPECT_EQ(
      find("Deep Thing AMI Torch 1.12.7"),
      "machines@Deep Thing AMI Torch 1.12.7 | not recorded; read from its name; torch-thing 1.12.7 is not "
      "recorded; its cycle 1.12 is");
  EXPECT_EQ(
      find("Deep Thing AMI Odd (Ubuntu 20.04)"),
      "error: nothing is recorded as `Deep Thing AMI Odd (Ubuntu 20.04)`, and its name cannot be read: `Odd` "
      "says nothing known");
  EXPECT_EQ(suggestions("Deep Thing AMI Odd (Ubuntu 20.04)"),
            std::vector<std::string>{"Deep Thing AMI (Ubuntu 20.04)"});
}

TEST_F(SubjectTest, SaysWhatIsNearest) {
  EXPECT_EQ(find("torch-thign@1.12"), "error: no product `torch-thign` is recorded");
  EXPECT_EQ(suggestions("torch-thign@1.12"), std::vector<std::string>{"torch-thing@1.12"});
  EXPECT_EQ(suggestions("tt@2.0"), std::vector<std::string>{"torch-thing@1.13"});
  EXPECT_EQ(suggestions("python 3.8"), std::vector<std::string>{"python@3.8"});
  EXPECT_EQ(suggestions("python3.8"), std::vector<std::string>{"python@3.8"});
  EXPECT_EQ(find(""), "error: the subject is empty");
  EXPECT_EQ(find("tt@"), "error: `tt@` names no version");
  EXPECT_EQ(find(std::string(2000, 'a')), "error: the subject has 2000 bytes; 1024 are read");
}

TEST(ReadSubjects, SkipsEmptyLinesAndComments) {
  for (const std::string& text :
       {std::string("a@1\r\n\n  # b\n c@2 \n"), std::string("\xEF\xBB\xBF").append("a@1\nc@2")}) {
    const auto lines = read_subjects(text);
    ASSERT_TRUE(lines);
    EXPECT_EQ(*lines, (std::vector<std::string>{"a@1", "c@2"})) << text;
  }
  std::string many;
  for (int i = 0; i < 10'001; ++i) many += "a\n";
  EXPECT_FALSE(read_subjects(many));
}

TEST(ImageAddress, Parts) {
  const auto a = read_image_address("docker://reg.example:5000/a/b:1.2@sha256:00ff");
  ASSERT_TRUE(a);
  EXPECT_EQ(a->host, "reg.example:5000");
  EXPECT_EQ(a->path, "a/b");
  EXPECT_EQ(a->tag, "1.2");
  EXPECT_EQ(a->digest, "sha256:00ff");
  EXPECT_FALSE(read_image_address("a b:1"));
  EXPECT_FALSE(read_image_address("reg.exa mple/b:1"));
  EXPECT_FALSE(read_image_address(""));
}

TEST(ImageAddress, PlaceholdersAgreeWithAnyLabel) {
  EXPECT_TRUE(hosts_agree("a.<region>.b", "a.us-west-2.b"));
  EXPECT_TRUE(hosts_agree("a.us-west-2.b", "*.{region}.b"));
  EXPECT_FALSE(hosts_agree("a.<region>.b", "a.b"));
  EXPECT_FALSE(hosts_agree("a.<region>.b", "a.x.y.b"));
  EXPECT_FALSE(hosts_agree("a.<region>.b", "a..b"));
  EXPECT_FALSE(hosts_agree("a.<region>.b", "c.x.b"));
}

}  // namespace
}  // namespace bestby
