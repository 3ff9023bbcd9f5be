// The formats of `bestby check` as others read them: by their schemas, and by libraries that are not ours.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "base/files.h"
#include "export_read.h"

namespace bestby::testing {
namespace {

constexpr const char* with_packages = BESTBY_ROOT "/build/python/bin/python3";

int run(const std::string& words) { return std::system(words.c_str()); }

// Every format of one answer: real files, one with a name that no format may take for its own.
class CheckRead : public ExportRead {
 protected:
  void write_all() {
    ASSERT_EQ(run("cd " + folder_ +
                  " && cp -r " BESTBY_ROOT "/examples/check . && mv check/serving 'check/a & <b> %,:\"c\"'"),
              0);
    ASSERT_TRUE(write_file(folder_ + "/ignores.yml",
                           "- {finding: \"*/numpy*\", because: why not <&>, until: 2027-01-31}\n"));
    for (const char* format : {"sarif", "junit", "github", "gitlab", "markdown", "html", "cyclonedx", "spdx"})
      EXPECT_EQ(
          run("cd " + folder_ +
              "/check && BESTBY_TODAY=2026-09-01 " BESTBY_EXECUTABLE
              " check Dockerfile requirements.txt 'a & <b> %,:\"c\"/requirements.txt' --all --fail-on never"
              " --ignore-file ../ignores.yml --format " +
              format + " -o ../check." + format + " 2>/dev/null"),
          0)
          << format;
  }
  int script(const std::string& interpreter, const char* text) {
    EXPECT_TRUE(write_file(folder_ + "/read.py", text));
    return run("cd " + folder_ + " && PYTHONWARNINGS=ignore " + interpreter + " read.py " + schemas());
  }
};

constexpr const char* by_schema = R"(
import json, re, sys, urllib.parse, jsonschema
shared = sys.argv[1] + '/'
def schema(name): return json.load(open(shared + name))
def check(path, validator):
    answer = json.load(open(path))
    for error in validator.iter_errors(answer):
        sys.exit(f'{path}: {list(error.absolute_path)}: {error.message[:300]}')
    return answer
run = check('check.sarif', jsonschema.Draft7Validator(schema('sarif-2.1.0.json')))['runs'][0]
rules = [r['id'] for r in run['tool']['driver']['rules']]
fingerprints = [r['partialFingerprints']['bestbyFinding/v1'] for r in run['results']]
assert len(set(fingerprints)) == len(fingerprints) > 8
assert any('suppressions' in r for r in run['results']) and any('fixes' in r for r in run['results'])
for r in run['results']:
    assert rules[r['ruleIndex']] == r['ruleId']
    place = r['locations'][0]['physicalLocation']
    path = urllib.parse.unquote(place['artifactLocation']['uri'])
    line = open('check/' + path).read().split('\n')[place['region']['startLine'] - 1]
    region = place['region']
    said = line[region['startColumn'] - 1:region['endColumn'] - 1]
    assert said == r['properties']['written'], (said, r['properties'])
    for fix in r.get('fixes', []):
        gone = fix['artifactChanges'][0]['replacements'][0]['deletedRegion']
        assert re.fullmatch(r'[0-9.]+(-\w+)?', line[gone['startColumn'] - 1:gone['endColumn'] - 1])

bom = schema('cyclonedx-bom-1.6.schema.json')
store = {
    'http://cyclonedx.org/schema/spdx.schema.json': schema('cyclonedx-spdx.schema.json'),
    'http://cyclonedx.org/schema/jsf-0.82.schema.json': schema('cyclonedx-jsf-0.82.schema.json')}
bill = check('check.cyclonedx', jsonschema.Draft7Validator(
    bom, resolver=jsonschema.RefResolver.from_schema(bom, store=store)))
torch = [c for c in bill['components'] if c.get('purl') == 'pkg:pypi/torch@1.12.1']
assert len(torch) == 1 and len(torch[0]['evidence']['occurrences']) == 3
dates = {p['name']: p['value'] for p in torch[0]['properties']}
assert dates['cdx:lifecycle:milestone:endOfGuaranteedSupport'] == '2023-07-01', dates
assert any(c.get('purl') == 'pkg:pypi/requests@2.31.0' for c in bill['components'])

issues = json.load(open('check.gitlab'))
assert len({i['fingerprint'] for i in issues}) == len(issues) > 5
for i in issues:
    assert set(i) == {'description', 'check_name', 'fingerprint', 'severity', 'location'}
    assert i['severity'] in ('info', 'minor', 'major', 'critical', 'blocker')
    assert i['location']['lines']['begin'] >= 1

# The runner's own way to read a command: properties end at the second `::`.
for line in open('check.github'):
    level, properties, message = re.fullmatch(r'::(error|warning|notice) ([^:\n]*)::(.*)\n', line).groups()
    fields = dict(p.split('=', 1) for p in properties.split(','))
    unescaped = fields['file'].replace('%2C', ',').replace('%3A', ':').replace('%25', '%')
    assert len(open('check/' + unescaped).read().split('\n')) >= int(fields['line'])
)";

TEST_F(CheckRead, StandardsAcceptWithTheirOwnSchemas) {
  if (schemas().empty()) GTEST_SKIP() << "the standards' schemas are not at hand";
  if (run("/usr/bin/python3 -c 'import jsonschema' 2>/dev/null") != 0)
    FAIL() << "python3-jsonschema is missing: `scripts/packages test` installs it";
  ASSERT_NO_FATAL_FAILURE(write_all());
  EXPECT_EQ(script("/usr/bin/python3", by_schema), 0);
}

constexpr const char* by_libraries = R"(
import re, shutil, xml.dom.minidom, html5lib, junitparser
from spdx_tools.spdx.parser.parse_anything import parse_file
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document
report = junitparser.JUnitXml.fromfile('check.junit')
cases = [c for suite in report for c in suite]
assert report.tests == len(cases) > 5
kinds = {type(r).__name__ for c in cases for r in c.result}
assert kinds == {'Skipped'}, kinds                 # --fail-on never
assert {c.classname for c in cases} >= {'bestby.read', 'bestby.ended', 'bestby.unknown'}

page = open('check.html').read()
html5lib.HTMLParser(strict=True).parse(page)
document = xml.dom.minidom.parseString(page.replace('<!DOCTYPE html>', ''))
assert not document.getElementsByTagName('script') and not document.getElementsByTagName('link')
names = {a for e in document.getElementsByTagName('*') for a in (e.attributes or {}).keys()}
assert not names & {'src', 'href', 'srcset', 'action', 'xlink:href'}, names
assert 'url(' not in page and '@import' not in page
assert set(re.findall(r'https?://[^"]+', page)) == {'http://www.w3.org/2000/svg'}
assert len(document.getElementsByTagName('svg')) == 1
assert not re.search(r'\son\w+=', page)

shutil.copy('check.spdx', 'check.spdx.json')
bill = parse_file('check.spdx.json')
problems = validate_full_spdx_document(bill)
assert not problems, problems[0].validation_message
ends = {p.name + '@' + p.version: p.valid_until_date for p in bill.packages if p.version}
assert str(ends['torch@1.12.1']) == '2023-07-01 23:59:59', ends
)";

TEST_F(CheckRead, LibrariesReadWhatIsWritten) {
  if (run(std::string(with_packages) + " -c 'import junitparser, html5lib, spdx_tools' 2>/dev/null") != 0)
    GTEST_SKIP() << "the Python packages are not at hand: `scripts/python-packages` installs them";
  ASSERT_NO_FATAL_FAILURE(write_all());
  EXPECT_EQ(script(with_packages, by_libraries), 0);
}

}  // namespace
}  // namespace bestby::testing
