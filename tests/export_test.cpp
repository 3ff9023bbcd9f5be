// Exports of the shipped catalogue, read by others: databases, feed readers, and the standards' own
// schemas where they are at hand.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "base/files.h"
#include "export_read.h"

namespace bestby {
namespace {

using testing::ExportRead;

constexpr const char* rows = R"(
import csv, json, sqlite3, subprocess
lines = open('rows.jsonl', encoding='utf-8', newline='').read().split('\n')
assert lines.pop() == ''
objects = [json.loads(line) for line in lines]
assert len(objects) > 1000, len(objects)
assert len({tuple(o) for o in objects}) == 1, 'other columns'
assert len({(o['subject'], o['policy'], o['phase']) for o in objects}) == len(objects), 'a key stands twice'
with open('rows.csv', encoding='utf-8', newline='') as f:
    table = list(csv.DictReader(f, strict=True))
# What a spreadsheet would take for a formula has an apostrophe before it.
plain = lambda v: '' if v is None else str(v).lower() if isinstance(v, bool) else ("'" if str(v)[:1] in '=+-@' and v else '') + str(v)
assert table == [{k: plain(v) for k, v in o.items()} for o in objects]
subprocess.run(['sqlite3', '-bail', 'rows.db', '.read rows.sql'], check=True)
db = sqlite3.connect('rows.db')
db.row_factory = sqlite3.Row
stored = [dict(r) for r in db.execute('select * from bestby_phases order by rowid')]
assert stored == objects, 'the database holds something else'
found = db.execute("select last_day from bestby_phases where subject = 'python@3.8' and decides "
                   "and services like '%security%' order by phase_number desc").fetchone()
assert found[0] == '2024-10-07', found[0]
)";

TEST_F(ExportRead, RowsAreTheSameInEveryFormat) {
  if (std::system("command -v sqlite3 >/dev/null") != 0)
    FAIL() << "sqlite3 is missing: `scripts/packages test` installs it";
  for (const char* format : {"jsonl", "csv", "sql"}) export_to(std::string("rows.") + format, format);
  EXPECT_EQ(python(rows), 0);
}

constexpr const char* feeds = R"(
import datetime, feedparser, icalendar, xml.etree.ElementTree as tree
calendar = icalendar.Calendar.from_ical(open('all.ics', 'rb').read())
events = list(calendar.walk('VEVENT'))
assert len(events) > 1000 and len({str(e['UID']) for e in events}) == len(events)
days = {str(e['SUMMARY']): e.decoded('DTSTART') for e in events}
assert days['python@3.8: last day of security patches'] == datetime.date(2024, 10, 7)
name = lambda tag: '{http://www.w3.org/2005/Atom}' + tag
feed = tree.parse('all.atom').getroot()
assert feed.tag == name('feed')
moment = lambda e: datetime.datetime.strptime(e.findtext(name('updated')), '%Y-%m-%dT%H:%M:%SZ')
entries = feed.findall(name('entry'))
assert len(entries) == len(events)
for e in [feed] + entries:
    assert e.findtext(name('id')).startswith('tag:') and e.findtext(name('title')) and moment(e)
assert feed.find(name('author')).findtext(name('name'))
assert len({e.findtext(name('id')) for e in entries}) == len(entries)
titles = {e.findtext(name('title')) for e in entries}
assert 'python@3.8: last day of security patches: 2024-10-07' in titles
read = feedparser.parse('all.atom')
assert read.version == 'atom10' and not read.bozo, read.get('bozo_exception')
assert [(e.id, e.title) for e in read.entries] == [
    (e.findtext(name('id')), e.findtext(name('title'))) for e in entries]
assert all(e.updated_parsed for e in read.entries)
)";

TEST_F(ExportRead, FeedsAreReadByLibraries) {
  if (std::system("/usr/bin/python3 -c 'import feedparser, icalendar' 2>/dev/null") != 0)
    FAIL() << "python3-feedparser or python3-icalendar is missing: `scripts/packages test` installs them";
  export_to("all.ics", "icalendar");
  export_to("all.atom", "atom");
  EXPECT_EQ(python(feeds), 0);
}

// Formats are checked, too: days and moments.
constexpr const char* standards = R"(
import datetime, glob, json, re, sys, yaml, jsonschema
shared = sys.argv[1] + '/'
checker = jsonschema.FormatChecker(formats=[])
@checker.checks('date', ValueError)
def is_date(text): return not isinstance(text, str) or bool(datetime.date.fromisoformat(text))
@checker.checks('date-time', ValueError)
def is_moment(text):
    if not isinstance(text, str): return True
    return bool(re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)', text)
                and datetime.datetime.fromisoformat(text.replace('Z', '+00:00')))
@checker.checks('uri')
def is_uri(text): return not isinstance(text, str) or bool(re.fullmatch(r'[a-z][a-z0-9+.-]*:[!-~]+', text))

def schema(name): return json.load(open(shared + name))
def part_of(name, part):
    *_, whole = yaml.safe_load_all(open(shared + name))
    return {'$ref': '#/components/schemas/' + part, 'components': whole['components']}
def check(path, validator):
    with open(path) as f: answer = json.load(f)
    for error in validator.iter_errors(answer):
        sys.exit(f'{path}: {list(error.absolute_path)}: {error.message[:300]}')
    return answer
newest = jsonschema.Draft202012Validator

bom = schema('cyclonedx-bom-1.6.schema.json')
store = {
    'http://cyclonedx.org/schema/spdx.schema.json': schema('cyclonedx-spdx.schema.json'),
    'http://cyclonedx.org/schema/jsf-0.82.schema.json': schema('cyclonedx-jsf-0.82.schema.json')}
answer = check('some.cyclonedx', jsonschema.Draft7Validator(
    bom, resolver=jsonschema.RefResolver.from_schema(bom, store=store), format_checker=checker))
properties = {p['name'] for c in answer['components'] for p in c['properties']}
assert {n.rsplit(':', 1)[1] for n in properties} == {
    'generalAvailability', 'endOfDevelopment', 'endOfGuaranteedSupport', 'endOfSupport'}, properties
assert all(is_date(p['value']) for c in answer['components'] for p in c['properties'])
assert len({c['bom-ref'] for c in answer['components']}) == len(answer['components'])

eox = newest(schema('openeox-core.json'), format_checker=checker)
cores = sorted(glob.glob('*.openeox'))
assert cores
for path in cores:
    core = check(path, eox)
    ends = [core[k] for k in core if k.startswith('end_of_')]
    # The standard's mandatory test 7.1.1: nothing comes after the end of life; `tba` is after every day.
    assert max(ends, key=lambda e: (e == 'tba', e)) == core['end_of_life'], core
assert json.load(open('python.openeox'))['end_of_security_support'] == '2024-10-07T23:59:59Z'

cle = newest(part_of('tea-openapi.yaml', 'cle'), format_checker=checker)
for path in glob.glob('*.cle'):
    answer = check(path, cle)
    assert set(answer) <= {'$schema', 'identifier', 'updatedAt', 'definitions', 'events'}
    ids = [e['id'] for e in answer['events']]
    assert ids == list(range(len(ids), 0, -1)) and ids, path
    supports = {s['id'] for s in answer['definitions']['support']}
    for e in answer['events']:
        if e['type'] == 'released': assert e['version']
        else: assert all(re.fullmatch(r'vers:[a-z]+/[^ ]+', v['range']) for v in e['versions'])
        assert ('supportId' in e) == (e['type'] in ('endOfSupport', 'endOfDevelopment'))
        assert e.get('supportId') in supports | {None}
ends = [e for e in json.load(open('python.cle'))['events']
        if e['type'] == 'endOfSupport' and e['versions'] == [{'range': 'vers:generic/>=3.8|<3.9'}]]
assert [e['effective'] for e in ends] == ['2024-10-08T00:00:00Z'], ends

one = newest(part_of('endoflife-v1-openapi.yml', 'ProductResponse'), format_checker=checker)
full = newest(part_of('endoflife-v1-openapi.yml', 'FullProductListResponse'), format_checker=checker)
answer = check('all.endoflife-v1', full)
assert answer['total'] == len(answer['result']) > 20
python = check('python.endoflife-v1', one)['result']
assert python in answer['result']
releases = {r['name']: r for r in python['releases']}
assert releases['3.8']['eolFrom'] == '2024-10-07' and releases['3.8']['isEol']
for r in (r for p in answer['result'] for r in p['releases']):
    if r['eolFrom'] is not None: assert r['isEol'] == (r['eolFrom'] < '2026-09-01'), r

# Version 0 has no schema of its own: its documented fields, against those of version 1.
for cycle in json.load(open('python.endoflife-v0')):
    assert set(cycle) <= {'cycle', 'releaseDate', 'support', 'eol', 'extendedSupport', 'latest',
                          'latestReleaseDate', 'lts'}
    assert isinstance(cycle['eol'], bool) or is_date(cycle['eol'])
    assert cycle['eol'] == (releases[cycle['cycle']]['eolFrom'] or releases[cycle['cycle']]['isEol'])
)";

TEST_F(ExportRead, StandardsAcceptWithTheirOwnSchemas) {
  if (schemas().empty()) GTEST_SKIP() << "the standards' schemas are not at hand";
  if (std::system("/usr/bin/python3 -c 'import jsonschema, yaml' 2>/dev/null") != 0)
    FAIL() << "python3-jsonschema or python3-yaml is missing: `scripts/packages test` installs them";
  export_to("some.cyclonedx", "cyclonedx python pytorch ubuntu rhel");
  export_to("python.openeox", "openeox python@3.8");
  export_to("paid.openeox", "openeox ubuntu@22.04");
  export_to("open.openeox", "openeox python@3.14");
  export_to("bound.openeox", "openeox pytorch@2.12");
  for (const char* name : {"python", "ubuntu", "pytorch", "rhel"})
    export_to(name + std::string(".cle"), std::string("cle ") + name);
  export_to("all.endoflife-v1", "endoflife-v1");
  export_to("python.endoflife-v1", "endoflife-v1 python");
  export_to("python.endoflife-v0", "endoflife-v0 python");
  EXPECT_EQ(python(standards, schemas()), 0);
}

TEST_F(ExportRead, WhatCannotBeWrittenIsAnError) {
  const std::string run = BESTBY_EXECUTABLE " export jsonl ";
  EXPECT_EQ(WEXITSTATUS(std::system((run + "> /dev/full 2>/dev/null").c_str())), 3);
  EXPECT_EQ(WEXITSTATUS(std::system((run + "python -o /dev/full 2>/dev/null").c_str())), 3);
  // Nothing takes the place of an old file before all is well, and nothing is left beside it.
  ASSERT_TRUE(write_file(folder_ + "old", "old"));
  EXPECT_EQ(WEXITSTATUS(std::system((run + "pyhton -o " + folder_ + "old 2>/dev/null").c_str())), 2);
  EXPECT_EQ(WEXITSTATUS(std::system((run + "spec-0-none -o " + folder_ + "new 2>/dev/null").c_str())), 2);
  EXPECT_EQ(read_file(folder_ + "old").value(), "old");
  EXPECT_EQ(list_tree(folder_, {.hidden = true}).value(), std::vector<std::string>{"old"});
}

}  // namespace
}  // namespace bestby
