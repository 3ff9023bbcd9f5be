// For tests: pages as AWS writes them, in the shapes of several years (the texts are ours), and what the
// importer makes of a page.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "exchange/aws_doc.h"
#include "exchange/import_testing.h"

namespace bestby::exchange::aws_pages {

using std::string;
using Lines = std::vector<string>;

inline Result<Imported> read(const string& text, const char* published = "2024-01-02",
                             std::vector<CatalogFile> existing = {}) {
  return testing::import("aws-doc", {{"page.md", text}}, published, std::move(existing));
}

// The rows of all files, without their heads, one a line: `pytorch/ "1.12": {...}`.
inline string rows(const Imported& imported) {
  string out;
  for (const CatalogFile& file : imported.files) {
    const auto source = file.text.find("\nsource: ");
    if (source == string::npos) continue;
    std::istringstream lines(file.text.substr(file.text.find('\n', source + 1) + 1));
    for (string line; std::getline(lines, line);)
      if (line.starts_with("facts: {"))
        out += file.path.substr(file.path.rfind('/') + 1) + line.substr(6) + "\n";
      else if (line.starts_with("  "))
        out += file.path.substr(file.path.rfind('/') + 1) + line.substr(1) + "\n";
  }
  return out;
}

inline string rows_of_page(const string& text) {
  const auto imported = read(text);
  return imported ? rows(*imported) : imported.error().message;
}

inline Lines skipped(const string& text) {
  const auto imported = read(text);
  return imported ? testing::remarks(imported->report.skipped) : Lines{imported.error().message};
}

inline const string supported_frameworks =
    "# Framework Support Policy<a name=\"x\"></a>\n\n"
    "| Framework | Current version | Supported | CUDA version | GitHub GA | End of patch | "
    "Single\\-framework DLAMI available | Multi\\-framework DLAMI available | Deep Learning Containers "
    "available | \n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | \n"
    "|  PyTorch  |  1\\.12\\.1  |  Yes  |  – 11\\.3 for SageMaker Deep Learning Containers  \\- 11\\.6 for "
    "DLAMI and "
    "EC2/ECS/EKS Deep Learning Containers  |  07/01/2022  |  07/1/2023  |  Yes  |  No  |  Yes  | \n"
    "|  TensorFlow  |  \\- 2\\.9\\.2 for DLAMI  \\- 2\\.9\\.1 for Deep Learning Containers   |  Yes  |  "
    "11\\.2  |  "
    "05/17/2022  |  05/17/2023  |  Yes  |  No  |  Yes  | \n";

inline const string pytorch_112 =
    "pytorch.yml \"1.12\": {cuda: [{is: cuda@11.3, for: {platform: sagemaker, publisher: aws}}, {is: "
    "cuda@11.6, for: "
    "{platform: [ec2, machine-image], publisher: aws}}], released: 2022-07-01, end_of_patch: {is: "
    "2023-07-01, for: "
    "{publisher: aws}}, supported: {is: yes, for: {publisher: aws}}, available: [{is: no, for: {form: "
    "multi-framework-machine-image, publisher: aws}}, {is: yes, for: {form: container-image, publisher: "
    "aws}}, {is: "
    "yes, for: {form: single-framework-machine-image, publisher: aws}}], current_version: {is: "
    "pytorch@1.12.1, for: "
    "{publisher: aws}}, at: row 1}\n";

inline const string image_address =
    "763104351884\\.dkr\\.ecr\\.<region>\\.amazonaws\\.com/"
    "pytorch\\-training:2\\.0\\.0\\-gpu\\-py310\\-cu118\\-ubuntu20\\.04\\-sagemaker";

inline const string wheel_url =
    "https://smdataparallel\\.s3\\.amazonaws\\.com/binary/pytorch/2\\.0\\.0/cu118/2023\\-03\\-20/"
    "smdistributed\\_dataparallel\\-1\\.8\\.0\\-cp310\\-cp310\\-linux\\_x86\\_64\\.whl";

inline string library_page(const string& version, const string& library, const string& image,
                           const string& wheel, const string& headers = {}) {
  const string head =
      headers.empty() ? "| PyTorch versions | SageMaker data parallelism library versions | "
                        "`smdistributed-dataparallel` integrated image URI | URL of the binary file\\*\\* |"
                      : headers;
  return "# Supported Frameworks\n\n" + head + "\n|---|---|---|---|\n| " + version + " | " + library + " | " +
         image + " | " + wheel + " |\n";
}

inline string replaced(string text, const string& from, const string& to) {
  for (auto at = text.find(from); at != string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

}  // namespace bestby::exchange::aws_pages
