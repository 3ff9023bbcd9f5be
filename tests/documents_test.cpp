// The catalogue says what AWS's published pages say: every cell of their tables, and nothing else.
//
// The pages are read here by a reader that is as naive as can be and shares nothing with src/. Each
// cell becomes a line like
//
//     pytorch@1.12 cuda cuda@11.3 [platform=sagemaker publisher=aws]
//
// and the lines of a table must be those of the facts that the catalogue cites from it. The pages
// are no part of the project: without them the tests are skipped.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/files.h"
#include "cited_facts.h"

namespace bestby {
namespace {

namespace fs = std::filesystem;
using std::string;
using Lines = std::set<string>;
using Row = std::vector<string>;

// ---- the pages ----

fs::path pages() { return shared_folder() / "documents"; }

// The page whose name begins so; empty when there is none.
string page(const string& number) {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(pages(), none)) {
    if (!entry.path().filename().string().starts_with(number)) continue;
    std::ostringstream out;
    out << std::ifstream(entry.path()).rdbuf();
    return out.str();
  }
  return {};
}

string plain(const string& cell) {
  string out = std::regex_replace(cell, std::regex(R"(\\(.)|`)"), "$1");
  out = std::regex_replace(out, std::regex(R"(\*<region>\*)"), "<region>");
  return std::regex_replace(out, std::regex(R"(^\s+|\s+$)"), "");
}

// The rows of the table whose heading begins so.
std::vector<Row> table(const string& text, const string& heading) {
  std::vector<Row> rows;
  std::istringstream lines(text);
  bool inside = false;
  for (string line; std::getline(lines, line);) {
    if (line.starts_with(heading))
      inside = true;
    else if (inside && !line.starts_with("|"))
      break;
    else if (inside && !line.starts_with("| ---")) {
      Row row;
      std::istringstream cells(line.substr(1));
      for (string cell; std::getline(cells, cell, '|');) row.push_back(plain(cell));
      if (row.back().empty()) row.pop_back();
      rows.push_back(row);
    }
  }
  return rows;
}

// What the pattern matches, and its groups.
Row match(const string& text, const string& pattern) {
  std::smatch found;
  if (!std::regex_search(text, found, std::regex(pattern))) {
    ADD_FAILURE() << text << " has no " << pattern;
    return Row(9);
  }
  return {found.begin(), found.end()};
}

string lower(string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(c));
  return text;
}

// 09/6/2022 -> 2022-09-06
string day(const string& cell) {
  int month = 0, date = 0, year = 0;
  EXPECT_EQ(std::sscanf(cell.c_str(), "%d/%d/%d", &month, &date, &year), 3) << cell;
  char out[16];
  std::snprintf(out, sizeof out, "%04d-%02d-%02d", year, month, date);
  return out;
}

// ---- the framework support policy ----

void current_version(const string& cycle, const string& framework, const string& cell, Lines& out) {
  const string machine = "form=multi-framework-machine-image form=single-framework-machine-image";
  const std::regex item(R"(([\d.]+) for (DLAMI|Deep Learning Containers))");
  const string says = cycle + " current_version " + framework + "@";
  std::sregex_iterator at(cell.begin(), cell.end(), item), end;
  if (at == end) out.insert(says + cell + " [publisher=aws]");
  for (; at != end; ++at)
    out.insert(says + (*at)[1].str() + " [" + ((*at)[2] == "DLAMI" ? machine : "form=container-image") +
               " publisher=aws]");
}

void cuda(const string& cycle, const string& cell, Lines& out) {
  const std::regex item(R"(([\d.]+) for (SageMaker|DLAMI and EC2))");
  std::sregex_iterator at(cell.begin(), cell.end(), item), end;
  if (at == end) out.insert(cycle + " cuda cuda@" + cell + " [publisher=aws]");
  for (; at != end; ++at)
    out.insert(cycle + " cuda cuda@" + (*at)[1].str() +
               ((*at)[2] == "SageMaker" ? " [platform=sagemaker publisher=aws]"
                                        : " [platform=ec2 platform=machine-image publisher=aws]"));
}

// The machine image of which a row says that there is one.
void machine_image(const string& framework, const string& versions, const string& available, Lines& out) {
  if (available != "yes") return;
  std::smatch found;
  const bool own = std::regex_search(versions, found, std::regex(R"(([\d.]+) for DLAMI)"));
  const string version = own ? found[1].str() : match(versions, R"([\d.]+)")[0];
  out.insert("aws/deep-learning-ami@" + framework + "-" + version + " framework " + framework + "@" +
             version);
}

TEST(Documents, FrameworkPolicyTable) {
  const auto rows = table(page("000"), "| Framework |");
  if (rows.empty()) GTEST_SKIP() << "no page at " << pages();
  ASSERT_EQ(rows.size(), 7U);
  int number = 0;
  for (const Row& row : rows) {
    ASSERT_EQ(row.size(), 9U);
    const string framework = lower(row[0]);
    const string cycle = framework + "@" + match(row[1], R"(\d+\.\d+)")[0];
    const string wrong = cycle == "pytorch@1.10" ? " refuted" : "";
    Lines expected = {cycle + " released " + day(row[4]) + wrong,
                      cycle + " end_of_patch " + day(row[5]) + " [publisher=aws]" + wrong,
                      cycle + " supported " + lower(row[2]) + " [publisher=aws]"};
    current_version(cycle, framework, row[1], expected);
    cuda(cycle, row[3], expected);
    machine_image(framework, row[1], lower(row[6]), expected);
    const char* forms[] = {"single-framework-machine-image", "multi-framework-machine-image",
                           "container-image"};
    for (std::size_t i = 0; i < 3; ++i)
      expected.insert(cycle + " available " + lower(row[6 + i]) + " [form=" + forms[i] + " publisher=aws]");
    EXPECT_EQ(joined(cited_facts("aws-framework-policy", "row " + std::to_string(++number))),
              joined(expected));
  }
}

TEST(Documents, TheRightDayOfPyTorch110Decides) {
  const World& world = catalogue();
  const auto product = world.find_product("pytorch");
  ASSERT_TRUE(product.has_value());
  const auto cycle = world.find_cycle(*product, "1.10");
  ASSERT_TRUE(cycle.has_value());
  const FactRow* fact = world.fact(*cycle, *world.find_predicate("released"), day_max - 1, no_id);
  ASSERT_NE(fact, nullptr);
  EXPECT_EQ(Date::from_days(fact->low).str(), "2021-10-21");
}

// ---- the training libraries ----

// What an address of an image says of it, and of the library that it carries.
void image(const string& address, const string& library, const string& framework, bool refuted, Lines& out) {
  const auto a = match(address, R"(/([a-z-]+):(.*)$)");
  const auto t = match(a[2], R"(^([\d.]+)-(gpu|cpu)-py(\d)(\d+)-cu(\d+)(\d)-ubuntu([\d.]+))");
  const string image = "aws/" + a[1] + "@" + a[2] + " ";
  out.insert({image + "address " + address, image + "record image", image + "platform sagemaker",
              image + "arch x86_64", image + "framework " + framework + "@" + t[1],
              image + "accelerator " + t[2], image + "python python@" + t[3] + "." + t[4],
              image + "cuda cuda@" + t[5] + "." + t[6], image + "os ubuntu@" + t[7],
              image + "job " + a[1].substr(a[1].find('-') + 1),
              image + "library " + library + (refuted ? " refuted" : "")});
}

void carried(const string& library, const string& version, const string& address, bool refuted, Lines& out) {
  const auto a = match(address, R"(/([a-z-]+):(.*)$)");
  out.insert(library + " framework " + version);
  out.insert(library + " image aws/" + a[1] + "@" + a[2] + " [framework=" + version + "]" +
             (refuted ? " refuted" : ""));
}

void wheel(const string& library, const string& version, const string& url, Lines& out) {
  const string scope = " [framework=" + version + "]";
  if (url == "-") {
    out.insert(library + " wheel_published no" + scope);
    return;
  }
  const auto python = match(url, R"(-cp(\d)(\d+)-cp\d+m?-linux_(\w+)\.whl$)");
  out.insert({library + " wheel " + url + scope,
              library + " built " + match(url, R"(\d{4}-\d\d-\d\d)")[0] + scope,
              library + " python python@" + python[1] + "." + python[2] + scope,
              library + " arch " + python[3] + scope});
  std::smatch cuda;
  if (std::regex_search(url, cuda, std::regex(R"(/cu(\d+)(\d)/)")))
    out.insert(library + " cuda cuda@" + cuda[1].str() + "." + cuda[2].str() + scope);
}

string released(const string& cell) { return std::regex_replace(cell, std::regex("==v"), "@"); }
string bare(const string& cell) { return match(cell, R"([\d.]*\d)")[0]; }

TEST(Documents, DataParallelPyTorch) {
  const auto rows = table(page("001"), "| PyTorch versions |");
  if (rows.empty()) GTEST_SKIP() << "no page at " << pages();
  ASSERT_EQ(rows.size(), 9U);
  int number = 0;
  for (const Row& row : rows) {
    ASSERT_EQ(row.size(), 4U);
    Lines expected;
    const string version = "pytorch@" + bare(row[0]);
    carried(released(row[1]), version, row[2], false, expected);
    wheel(released(row[1]), version, row[3], expected);
    image(row[2], released(row[1]), "pytorch", false, expected);
    EXPECT_EQ(joined(cited_facts("aws-smddp-support", "PyTorch row " + std::to_string(++number))),
              joined(expected));
  }
}

TEST(Documents, DataParallelLightning) {
  const auto rows = table(page("001"), "| PyTorch Lightning versions |");
  if (rows.empty()) GTEST_SKIP() << "no page at " << pages();
  ASSERT_EQ(rows.size(), 1U);
  const Row& row = rows[0];
  const string version = "pytorch@" + row[1], library = released(row[2]);
  Lines expected;
  carried(library, version, row[3], false, expected);
  wheel(library, version, row[4], expected);
  std::istringstream versions(row[0]);
  for (string one; versions >> one;)
    expected.insert(library + " works_with pytorch-lightning@" + one + " [framework=" + version + "]");
  expected.insert("aws/" + match(row[3], R"(/([^:]*))")[1] + "@" + match(row[3], ":(.*)$")[1] + " library " +
                  library);
  EXPECT_EQ(joined(cited_facts("aws-smddp-support", "PyTorch Lightning row 1")), joined(expected));
}

TEST(Documents, DataParallelTensorFlow) {
  const auto rows = table(page("001"), "| TensorFlow versions |");
  if (rows.empty()) GTEST_SKIP() << "no page at " << pages();
  ASSERT_EQ(rows.size(), 7U);
  int number = 0;
  for (const Row& row : rows) {
    const bool wrong = row[2].find("tensorflow-inference") != string::npos;
    const string version = "tensorflow@" + row[0], library = released(row[1]);
    Lines expected;
    carried(library, version, row[2], wrong, expected);
    image(row[2], library, "tensorflow", wrong, expected);
    if (wrong)
      expected.insert("aws/tensorflow-training@" + match(row[2], ":(.*)$")[1] + " library " + library);
    EXPECT_EQ(joined(cited_facts("aws-smddp-support", "TensorFlow row " + std::to_string(++number))),
              joined(expected));
  }
}

TEST(Documents, DataParallelInstanceTypes) {
  const auto rows = table(page("001"), "| Instance type |");
  if (rows.empty()) GTEST_SKIP() << "no page at " << pages();
  Lines expected;
  for (const Row& row : rows) expected.insert("smdistributed-dataparallel instance_type " + row[0]);
  EXPECT_EQ(joined(cited_facts("aws-smddp-support", "instance types row")), joined(expected));
}

TEST(Documents, ModelParallelPyTorch) {
  const auto rows = table(page("003"), "| PyTorch version |");
  if (rows.empty()) GTEST_SKIP() << "no page at " << pages();
  ASSERT_EQ(rows.size(), 6U);
  int number = 0;
  for (const Row& row : rows) {
    const string version = "pytorch@" + bare(row[0]), library = released(row[1]);
    Lines expected;
    carried(library, version, row[2], false, expected);
    wheel(library, version, row[3], expected);
    image(row[2], library, "pytorch", false, expected);
    if (row[0].ends_with("*"))
      expected.insert(library + " capability extended features [framework=" + version + "]");
    EXPECT_EQ(joined(cited_facts("aws-smdmp-support", "PyTorch row " + std::to_string(++number))),
              joined(expected));
  }
}

TEST(Documents, ModelParallelTensorFlow) {
  const auto rows = table(page("003"), "| TensorFlow version |");
  if (rows.empty()) GTEST_SKIP() << "no page at " << pages();
  ASSERT_EQ(rows.size(), 2U);
  int number = 0;
  for (const Row& row : rows) {
    const string place = "TensorFlow row " + std::to_string(++number);
    const string version = "tensorflow@" + bare(row[0]), library = released(row[1]);
    Lines expected;
    carried(library, version, row[2], false, expected);
    image(row[2], library, "tensorflow", false, expected);
    Lines found = cited_facts("aws-smdmp-support", place);
    // It also stands for the inference image that the other library's page names.
    std::erase_if(found, [](const string& line) { return line.starts_with("smdistributed-dataparallel"); });
    EXPECT_EQ(joined(found), joined(expected));
  }
}

// ---- the Graviton image ----

TEST(Documents, GravitonServices) {
  const auto rows = table(page("004"), "|  | EC2 |");
  if (rows.empty()) GTEST_SKIP() << "no page at " << pages();
  ASSERT_EQ(rows.size(), 2U);
  const char* services[] = {"ec2", "ecs", "eks"};
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const Lines found =
        cited_facts("aws-graviton-pytorch-2.4-notes", "services row " + std::to_string(r + 1));
    const string accelerator = rows[r][0].find("GPU") == string::npos ? "cpu" : "gpu";
    for (std::size_t i = 0; i < 3; ++i) {
      const string line = "aws/pytorch-inference-graviton service_supported " +
                          string(rows[r][i + 1] == "Supported" ? "yes" : "no") +
                          " [accelerator=" + accelerator + " framework=pytorch@2.4 service=" + services[i] +
                          "]";
      EXPECT_TRUE(found.contains(line)) << line << "\n" << joined(found);
    }
  }
}

TEST(Documents, GravitonComponentsBuildsAndMachines) {
  const string text = page("004");
  if (text.empty()) GTEST_SKIP() << "no page at " << pages();
  const Lines found = cited_facts("aws-graviton-pytorch-2.4-notes", "");
  const string product = "aws/pytorch-inference-graviton@",
               gpu = product + "2.4.0-gpu-py311-cu124-ubuntu22.04-ec2 ";
  Lines expected = {gpu + "cuda cuda@" + match(text, R"(- CUDA ([\d.]+\d))")[1],
                    gpu + "cudnn cudnn@" + match(text, R"(- cuDNN ([\d.]+\d))")[1],
                    gpu + "nccl nccl@" + match(text, R"(- NCCL ([\d.]+\d))")[1],
                    gpu + "built_on " + match(text, R"(Built on: (\S+))")[1],
                    gpu + "python python@" + match(text, R"(# Python (\d\.\d+))")[1],
                    gpu + "instance_family g5g",
                    gpu + "gpu NVIDIA T4G"};
  const string tested = match(text, R"(Tested on: ([^\n]*))")[1];
  const std::regex type(R"([a-z0-9]+\.[a-z0-9]+)");
  for (std::sregex_iterator at(tested.begin(), tested.end(), type), end; at != end; ++at)
    expected.insert(gpu + "tested_on " + at->str());
  const auto ecs = match(text, R"(Amazon Linux AMI (\S+) arm64)"), eks = match(text, R"(\((\S+) arm64\))");
  expected.insert(gpu + "host_image aws/ecs-optimized-ami@" + ecs[1]);
  expected.insert(gpu + "host_image aws/eks-optimized-ami@" + eks[1]);
  // The builds, each with the TorchServe of the note that names it.
  const std::regex build(R"(releases/tag/(v\d\.\d-pt-graviton\S*py311)\))");
  int count = 0;
  for (std::sregex_iterator at(text.begin(), text.end(), build), end; at != end; ++at, ++count)
    expected.insert(product + (*at)[1].str() + " component torchserve@" + (count < 2 ? "0.11.1" : "0.12.0"));
  EXPECT_EQ(count, 4);
  EXPECT_NE(text.find("TorchServe version: 0.11.1"), string::npos);
  EXPECT_NE(text.find("11/01/24: Updated TorchServe to 0.12.0"), string::npos);
  for (const char* name :
       {"v1.5-pt-graviton-ec2-2.4.0-inf-cpu-py311", "v1.4-pt-graviton-ec2-2.4.0-inf-gpu-py311"})
    expected.insert(product + name + " released 2024-11-01");
  for (const string& line : expected) EXPECT_TRUE(found.contains(line)) << line;
}

// ---- docs/documents.md ----

TEST(Documents, TheListNamesWhatThereIs) {
  const string root = BESTBY_ROOT "/";
  const string list = read_file(root + "docs/documents.md").value();
  const string policy = read_file(root + "policies/aws-deep-learning-images.yml").value();
  const std::regex cell(R"(policy: ([^;|]*))"), name(R"(`([a-z-]+)`)"), file(R"(`([a-z0-9/.-]+\.yml)`)");
  int names = 0, files = 0;
  for (std::sregex_iterator at(list.begin(), list.end(), cell), end; at != end; ++at) {
    const string named = (*at)[1].str();
    for (std::sregex_iterator one(named.begin(), named.end(), name); one != end; ++one, ++names)
      EXPECT_TRUE(std::regex_search(policy, std::regex("[^a-z-]" + (*one)[1].str() + "[^a-z-]")))
          << one->str();
  }
  for (std::sregex_iterator at(list.begin(), list.end(), file), end; at != end; ++at, ++files)
    EXPECT_TRUE(fs::exists(root + "catalog/" + (*at)[1].str()) || fs::exists(root + (*at)[1].str()) ||
                fs::exists(root + "catalog/aws/documents/" + (*at)[1].str()))
        << at->str();
  EXPECT_GT(names, 30);
  EXPECT_GT(files, 10);
}

}  // namespace
}  // namespace bestby
