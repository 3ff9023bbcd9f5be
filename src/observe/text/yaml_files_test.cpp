#include "observe/text/yaml_files.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "observe/observed_testing.h"

namespace bestby {
namespace {

using Lines = std::vector<std::string>;

Lines read(std::string_view path, std::string_view text,
           const std::map<std::string, std::string>& files = {}) {
  TextContext context;
  context.open = [&](std::string_view name) -> std::optional<std::string> {
    const auto found = files.find(std::string(name));
    return found == files.end() ? std::nullopt : std::optional(found->second);
  };
  Observed out;
  read_text({path, text}, context, out);
  Lines lines = told(out, text);
  for (const Unread& u : out.unread) lines.push_back(u.path + " " + u.reason);
  return lines;
}

TEST(YamlFiles, Compose) {
  EXPECT_EQ(read("x/docker-compose.yml",
                 "services:\n  a:\n    image: \"nvcr.io/nvidia/pytorch:${TAG:-24.05-py3}\"\n    platform: "
                 "linux/arm64\n"
                 "  b:\n    image: app:${VERSION}\n    environment: [CUDA_VERSION=11.8]\n"
                 "  c:\n    build:\n      args:\n        BASE: python:3.9\n    command: [sh, -c, 'pip "
                 "install x==1']\n",
                 {{"x/.env", "# c\nVERSION='1.2'\n"}}),
            (Lines{"3:13+40 #0 base image nvcr.io/nvidia/pytorch:24.05-py3 for linux/arm64 <24.05-py3>",
                   "6:12+14 #1 base image app:1.2", "7:32+4 #1 part cuda 11.8 by ENV CUDA_VERSION <11.8>",
                   "11:15+10 #2 base image python:3.9 <python:3.9>", "12:36+4 #2 pypi x 1 <x==1>"}));
  EXPECT_EQ(
      read("docker-compose.yml", "a: [\n"),
      (Lines{"docker-compose.yml line 2, column 1: not valid YAML: did not find expected node content while "
             "parsing a flow node"}));
}

TEST(YamlFiles, Kubernetes) {
  EXPECT_EQ(
      read("deploy.yaml",
           "apiVersion: v1\nkind: Pod\nmetadata: {name: image}\nspec:\n"
           "  nodeSelector:\n    node.kubernetes.io/instance-type: p4d.24xlarge\n"
           "  containers:\n  - image: &i nvcr.io/nvidia/pytorch:24.05-py3\n    args: ['pip install "
           "torch==1.0']\n"
           "  initContainers: [{image: *i, env: [{name: CUDA_VERSION, value: '11.8'}]}]\n"
           "---\napiVersion: x/v1\nkind: Job\nspec: {a: {b: {template: {spec: {containers: [{image: "
           "b:2}]}}}}}\n"
           "---\napiVersion: y/v1\nkind: App\nspec: {image: c, d: {image: c:1}, e: {repository: n/v, image: "
           "d, version: '5'}}\n"),
      (Lines{"8:15+32 #0 base image nvcr.io/nvidia/pytorch:24.05-py3 <nvcr.io/nvidia/pytorch:24.05-py3>",
             "9:25+10 #0 pypi torch 1.0 <torch==1.0>",
             "8:15+32 #1 base image nvcr.io/nvidia/pytorch:24.05-py3 <nvcr.io/nvidia/pytorch:24.05-py3>",
             "10:67+4 #1 part cuda 11.8 by ENV CUDA_VERSION <11.8>",
             "6:39+12 #0 instance p4d.24xlarge <p4d.24xlarge>", "14:55+3 #2 base image b:2 <b:2>",
             "18:29+3 #3 base image c:1 <c:1>", "18:76+1 #4 base image n/v/d:5 <5>"}));
}

TEST(YamlFiles, GitHubActions) {
  EXPECT_EQ(
      read(".github/workflows/ci.yml",
           "on: push\njobs:\n  t:\n    strategy:\n      matrix:\n        py: ['3.8', \"3.10\"]\n"
           "        include: [{py: 3.7}]\n    container: {image: nvidia/cuda:11.8}\n"
           "    services:\n      db: {image: postgres:13}\n    steps:\n"
           "    - uses: docker://alpine:3.9\n"
           "    - uses: actions/setup-python@v4\n      with: {python-version: \"${{ matrix.py }}\"}\n"
           "    - uses: actions/setup-python@v4\n      with:\n        python-version: 3.9\n"
           "    - run: |\n        pip install torch==1.12 \\\n          numpy==1.21\n"),
      (Lines{"8:24+16 #0 base image nvidia/cuda:11.8 <nvidia/cuda:11.8>",
             "10:19+11 #1 base image postgres:13 <postgres:13>",
             "12:22+10 #2 base image alpine:3.9 <alpine:3.9>",
             "6:15+3 #3 part python 3.8 by python-version <3.8>",
             "6:22+4 #4 part python 3.10 by python-version <3.10>",
             "7:24+3 #5 part python 3.7 by python-version <3.7>",
             "17:25+3 #0 part python 3.9 by python-version <3.9>",
             "19:21+11 #0 pypi torch 1.12 <torch==1.12>", "20:11+11 #0 pypi numpy 1.21 <numpy==1.21>"}));
}

TEST(YamlFiles, GitLabAndCodeBuild) {
  EXPECT_EQ(
      read(".gitlab-ci.yml",
           "variables: {V: '3.9'}\nimage: python:$V\nservices: ['postgres:13', {name: 'redis:5'}]\n"
           ".base: &b\n  script: [pip install a==1]\njob:\n  <<: *b\n  image: {name: nvidia/cuda:11.8}\n"),
      (Lines{"2:8+9 #0 base image python:3.9 <3.9>", "3:13+11 #1 base image postgres:13 <postgres:13>",
             "3:35+7 #2 base image redis:5 <redis:5>", "5:24+4 #3 pypi a 1 <a==1>",
             "8:17+16 #4 base image nvidia/cuda:11.8 <nvidia/cuda:11.8>", "5:24+4 #4 pypi a 1 <a==1>"}));
  EXPECT_EQ(
      read("buildspec.yml",
           "version: 0.2\nphases:\n  install:\n    runtime-versions:\n      python: 3.8\n    commands:\n"
           "      - pip3 install torch==1.0\n"),
      (Lines{"5:15+3 #0 part python 3.8 by runtime-versions <3.8>",
             "7:22+10 #0 pypi torch 1.0 <torch==1.0>"}));
}

TEST(YamlFiles, Helm) {
  const std::map<std::string, std::string> chart = {
      {"c/Chart.yaml", "appVersion: \"2.5\"\n"},
      {"c/values.yaml", "image:\n  repository: r/app\n  tag: '1.0'\nside: {repo: r/side}\n"}};
  EXPECT_EQ(
      read("c/values.yaml",
           "image:\n  registry: ghcr.io\n  repository: r/app\n  tag: \"1.0\"\na: {repository: b/c, tag: ''}\n"
           "b: {image: x/y:3, instanceType: ml.g5.xlarge}\nchart: {repository: 'https://x', tag: 1}\n",
           chart),
      (Lines{"4:9+3 #0 base image ghcr.io/r/app:1.0 <1.0>", "5:17+3 #1 base image b/c:2.5",
             "6:12+5 #2 base image x/y:3 <x/y:3>", "6:33+12 #3 instance ml.g5.xlarge <ml.g5.xlarge>"}));
  EXPECT_EQ(
      read("c/templates/d.yaml",
           "kind: {{ .Values.kind }}\nimage: \"{{ .Values.image.repository }}:{{ .Values.image.tag | default "
           ".Chart.AppVersion }}\"\n"
           "  - image: {{ .Values.side.repo }}:{{ .Values.side.tag | default .Chart.AppVersion | quote }}\n"
           "image: {{ include \"x\" . }}\n  image: lit/eral:1 # why\n#image: no:1\n",
           chart),
      (Lines{"2:9+82 #0 base image r/app:1.0", "3:12+82 #1 base image r/side:2.5",
             "5:10+10 #2 base image lit/eral:1 <lit/eral:1>"}));
}

TEST(YamlFiles, OtherYamlAndJson) {
  EXPECT_EQ(
      read("sagemaker.yaml",
           "Resources:\n  M:\n    Properties:\n      Image: !Sub \"${A}.dkr.ecr.x.amazonaws.com/p:1\"\n"
           "      InstanceType: ml.p3.2xlarge\n  N: {image: logo.png, Image: 'see: this'}\n"),
      (Lines{"4:20+32 #0 base image ${A}.dkr.ecr.x.amazonaws.com/p:1 <${A}.dkr.ecr.x.amazonaws.com/p:1>",
             "5:21+13 #0 instance ml.p3.2xlarge <ml.p3.2xlarge>"}));
  EXPECT_EQ(
      read("task.json",
           "{\"containerDefinitions\": [{\"image\": \"a/b:1\"}], \"x\": {\"InstanceType\": \"g5.xlarge\"}}"),
      (Lines{"1:38+5 #0 base image a/b:1 <a/b:1>", "1:71+9 #1 instance g5.xlarge <g5.xlarge>"}));
  EXPECT_EQ(read(".devcontainer/devcontainer.json",
                 "{ // \"image\"\n  \"image\": \"mcr.microsoft.com/x:1\", /* a */ \"build\": {\"args\": "
                 "{\"B\": \"c:2\",}},\n"
                 "  \"postCreateCommand\": \"pip install torch==1.0\",\n}\n"),
            (Lines{"2:13+21 #0 base image mcr.microsoft.com/x:1 <mcr.microsoft.com/x:1>",
                   "2:70+3 #0 base image c:2 <c:2>", "3:37+10 #0 pypi torch 1.0 <torch==1.0>"}));
}

TEST(YamlFiles, Terraform) {
  EXPECT_EQ(
      read("main.tf",
           "# image = \"no:1\"\nresource \"x\" \"y\" {\n  image = \"a/b:1\" // c\n  primary_container { "
           "image = "
           "\"${var.r}/c:2\" }\n  instance_type = \"ml.p4d.24xlarge\"\n  image = var.image\n  other = "
           "\"z:1\"\n}\n"
           "data \"aws_ami\" \"d\" {\n  filter {\n    name = \"name\"\n    values = [\"Deep Learning AMI "
           "1.13*\"]\n  }\n"
           "  filter {\n    name = \"arch\"\n    values = [\"x86\"]\n  }\n}\n"
           "variable \"train_image\" {\n  type = string\n  default = \"d:4\"\n}\n"
           "locals {\n  x = jsonencode([{ \"image\" : \"e:5\", image = \"${local.only}\" }])\n"
           "  instance_types = [\"g5.xlarge\",\n \"p3.2xlarge\"]\n}\n"),
      (Lines{"3:12+5 #0 base image a/b:1 <a/b:1>", "4:32+12 #0 base image ${var.r}/c:2 <${var.r}/c:2>",
             "5:20+15 #0 instance ml.p4d.24xlarge <ml.p4d.24xlarge>",
             "12:16+23 #1 base image Deep Learning AMI 1.13* <Deep Learning AMI 1.13*>",
             "21:14+3 #2 base image d:4 <d:4>", "24:32+3 #3 base image e:5 <e:5>",
             "25:22+9 #3 instance g5.xlarge <g5.xlarge>", "26:3+10 #3 instance p3.2xlarge <p3.2xlarge>"}));
}

// What takes more than linear time on these does not end within a test run.
TEST(YamlFiles, HostileTextsAreReadToTheirEnd) {
  const auto many = [](std::string_view piece, std::size_t bytes) {
    std::string out;
    while (out.size() < bytes) out += piece;
    return out;
  };
  read("templates/a.yaml", "{{\n" + many("image: {{ .Values.a }} image:", 1 << 18));
  read("templates/a.yaml", "{{\n" + many("image: {{ .Values.a }}\n", 1 << 18));
  read("buildspec.yml", "x: &x |\n" + many("  pip install x==1\n", 1 << 16) +
                            "phases:\n  a:\n    commands:\n" + many("    - *x\n", 1 << 16));
  read(".github/workflows/a.yml",
       "jobs:\n  a:\n    strategy: {matrix: {p: [" + many("'3.8',", 1 << 16) + "]}}\n    steps:\n" +
           many("    - {uses: actions/setup-python@v4, with: {python-version: '${{ "
                "matrix.p }}'}}\n",
                1 << 18));
  read("a.tf", many("\"${", 1 << 18));
  const auto after = read("a.tf", many("\"${", 1 << 16) + "\nimage = \"a.example/b:1\"\n");
  EXPECT_LE(after.size(), 1U) << "whether the image behind an open text is seen or not, no more is";
}

RC_GTEST_PROP(YamlFiles, ReadAnyText, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(
      rc::gen::elementOf(std::vector<std::string>{"image: ",
                                                  "a:1",
                                                  "\n",
                                                  " ",
                                                  "  ",
                                                  "- ",
                                                  "apiVersion: v1\nkind: X\n",
                                                  "containers:\n",
                                                  "{",
                                                  "}",
                                                  "[",
                                                  "]",
                                                  "\"",
                                                  "'",
                                                  "&a ",
                                                  "*a",
                                                  "<<: ",
                                                  "services:\n",
                                                  "jobs:\n",
                                                  "steps:\n",
                                                  "run: |\n",
                                                  "pip install x==1",
                                                  "${A",
                                                  "${{ matrix.x }}",
                                                  "repository: ",
                                                  "tag: ",
                                                  "{{ .Values.a }}",
                                                  "#",
                                                  "\xff",
                                                  "é",
                                                  "command: ",
                                                  ":",
                                                  "filter",
                                                  "=",
                                                  "//",
                                                  "/*"}));
  std::string text;
  for (const std::string& piece : pieces) text += piece;
  for (const std::string_view path :
       {"docker-compose.yml", ".github/workflows/a.yml", ".gitlab-ci.yml", "buildspec.yml", "values.yaml",
        "templates/a.yaml", "a.yaml", "a.json", "devcontainer.json", "a.tf"}) {
    Observed out;
    read_text({path, text}, {}, out);
    for (const Observation& o : out.seen) {
      RC_ASSERT(o.where.begin <= o.where.end);
      RC_ASSERT(o.where.end <= text.size());
      RC_ASSERT(o.stack < out.stacks);
    }
  }
}

}  // namespace
}  // namespace bestby
