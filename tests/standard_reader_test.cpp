// The published schemas as others use them: by python3-jsonschema, on what a standard YAML loader makes
// of the catalogue's and the policies' files, and on answers.
#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <string>

#include "base/files.h"

namespace bestby {
namespace {

constexpr const char* checker = R"(
import json, pathlib, sys, yaml, jsonschema
from jsonschema.validators import validator_for

root = pathlib.Path(sys.argv[1])

def validator(name):
    schema = json.loads((root / 'schemas' / (name + '.schema.json')).read_text())
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)

bad = 0
loader = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)
for folder, name, least in (('catalog', 'catalog', 50), ('policies', 'policy', 30)):
    check = validator(name)
    files = sorted((root / folder).rglob('*.yml'))
    assert len(files) > least, folder
    for file in files:
        for error in check.iter_errors(yaml.load(file.read_text(), Loader=loader)):
            print(file.relative_to(root), list(error.absolute_path), error.message[:200])
            bad += 1
            break

# Every schema is a file that needs no other.
def references(node):
    if isinstance(node, dict):
        if '$ref' in node: yield node['$ref']
        for value in node.values(): yield from references(value)
    elif isinstance(node, list):
        for value in node: yield from references(value)
for file in sorted((root / 'schemas').glob('*.json')):
    schema = json.loads(file.read_text())
    for odd in (['$id'] if '$id' in schema else []) + [r for r in references(schema) if r[0] != '#']:
        print(file.name, odd)
        bad += 1

refused = {
    'catalog': ['product: p\nkind: driver\n', 'extends: p\nreleases: [{at: row 1}]\n',
                'extends: p\nsources: {s: {editions: [12]}}\n', 'extends: p\nsources: {s: {editions: soon}}\n',
                'extends: p\nfacts: {released: {is: [1]}}\n', 'extends: p\nfacts: {released: }\n'],
    'policy': ['policy: p\npublisher: q\n', 'policy: p\npublisher: q\nphases: {a: {}}\nclauses: {c: {a: through x}}\n',
               'policy: p\npublisher: q\nphases: {a: {}}\nclauses: {c: {says: x, a: 2020-01-01}}\n',
               'policy: p\npublisher: q\nphases: {a: {}}\napplies: [yes]\n'],
}
for name, texts in refused.items():
    check = validator(name)
    for text in texts:
        if check.is_valid(yaml.load(text, Loader=loader)):
            print(name, 'takes', repr(text))
            bad += 1
sys.exit(1 if bad else 0)
)";

int python(const std::string& words) {
  return std::system(("PYTHONWARNINGS=ignore /usr/bin/python3 " + words).c_str());
}

void need_packages() {
  if (python("-c 'import yaml, jsonschema' 2>/dev/null") != 0)
    FAIL() << "python3-yaml and python3-jsonschema are missing: `scripts/packages test` installs them";
}

TEST(StandardReader, SchemasHoldForWhatItMakesOfFiles) {
  ASSERT_NO_FATAL_FAILURE(need_packages());
  const std::string script = testing::TempDir() + "standard_reader_" + std::to_string(getpid()) + ".py";
  ASSERT_TRUE(write_file(script, checker));
  EXPECT_EQ(python(script + " " BESTBY_ROOT), 0);
}

// Every schema is one file that needs no other, so that the plain command works.
TEST(StandardReader, TakesTheSchemasOfAnswers) {
  ASSERT_NO_FATAL_FAILURE(need_packages());
  struct Answer {
    const char *schema, *words;
  };
  for (const Answer& a : {Answer{"status", "status python pytorch@1.12.1 nothing@1"},
                          {"why", "why pytorch@1.12"},
                          {"list", "list policies"},
                          {"show", "show python"},
                          {"calendar", "calendar --from 2026-01-01 --to 2026-12-31"},
                          {"timeline", "timeline python"},
                          {"policy-show", "policy show python"},
                          {"policy-check", "policy check " BESTBY_ROOT "/policies/python.yml"},
                          {"version", "version"},
                          {"help", "help"},
                          {"completion", "completion bash"},
                          {"import", "import facts " BESTBY_ROOT "/examples/company/images.jsonl --dry-run"},
                          {"compile", "compile " BESTBY_ROOT "/tests/golden/example"}}) {
    const std::string answer = testing::TempDir() + "standard_reader_" + std::to_string(getpid()) + ".json";
    const std::string ask = std::string("BESTBY_TODAY=2026-09-01 " BESTBY_EXECUTABLE " ") + a.words +
                            " --format json > " + answer;
    (void)std::system(ask.c_str());
    EXPECT_EQ(python("-m jsonschema -i " + answer + " " BESTBY_ROOT "/schemas/" + a.schema + ".schema.json"),
              0)
        << a.words;
  }
}

}  // namespace
}  // namespace bestby
