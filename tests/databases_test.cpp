// Exports in databases: PostgreSQL, on a server of the test's own, and DuckDB, which reads the files as they
// are. Both must hold what the lines of JSON say, of the shipped catalogue and of names that are odd.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/files.h"
#include "export_read.h"

namespace bestby {
namespace {

namespace fs = std::filesystem;

// Names that are hard to write down in some format or other.
constexpr const char* odd_catalogue = R"(product: it
kind: tool
publisher: me
versions: opaque
cycle: none
sources: {s: {title: S, url: "https://example.org", editions: [2026-01-01]}}
source: s
releases:
- {release: "it's", released: 2024-02-29, at: row 1}
- {release: 'a "quoted" one', released: 2025-01-01, at: row 2}
- {release: 'back\slash\n', released: 2025-01-02, at: row 3}
- {release: "=1+1", released: 2025-01-03, at: row 4}
- {release: "a,b;c", released: 2025-01-04, at: row 5}
- {release: "$1 $$ %s {} ?", released: 2025-01-05, at: row 6}
- {release: "żółw 🐢 e\u0301", released: 1900-01-01, at: row 7}
- {release: "null", released: 2199-12-31, at: row 8}
- {release: "--", at: row 9, known_issue: "'); DROP TABLE bestby_phases; --"}
)";
constexpr const char* odd_policy = R"(policy: mine
publisher: me
phases: {fine: {services: [security]}, over: {}}
clauses: {year: {says: it's a "year", fine: through released + 1 year}}
)";

class Databases : public testing::ExportRead {
 protected:
  // Exports of the shipped catalogue, and of the odd one, in the format.
  void export_both(const std::string& format) const {
    ASSERT_NO_FATAL_FAILURE(export_to("shipped." + format, format));
    if (!fs::exists(folder_ + "odd")) {
      fs::create_directories(folder_ + "odd/catalog");
      fs::create_directories(folder_ + "odd/policies");
      ASSERT_TRUE(write_file(folder_ + "odd/catalog/it.yml", odd_catalogue));
      ASSERT_TRUE(write_file(folder_ + "odd/policies/mine.yml", odd_policy));
      fs::copy_file(BESTBY_ROOT "/catalog/vocabulary.yml", folder_ + "odd/catalog/vocabulary.yml");
    }
    ASSERT_NO_FATAL_FAILURE(export_to("odd." + format, format + " --catalog " + folder_ + "odd"));
  }
};

constexpr const char* in_postgres = R"(
import json, os, subprocess, sys
def psql(*words, text=None):
    done = subprocess.run(['psql', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', *words],
                          input=text, capture_output=True, encoding='utf-8')
    assert done.returncode == 0, done.stderr
    return [line for line in done.stdout.split('\n') if line]
for name in ('shipped', 'odd'):
    with open(name + '.jsonl', encoding='utf-8') as f: objects = [json.loads(line) for line in f]
    assert len(objects) > (1000 if name == 'shipped' else 17), len(objects)
    with open(name + '.sql', encoding='utf-8') as f: psql('-f', '-', text=f.read())
    stored = [json.loads(line) for line in psql('-c', 'select row_to_json(p) from bestby_phases p')]
    key = lambda o: (o['subject'], o['policy'], o['phase'])
    assert sorted(stored, key=key) == sorted(objects, key=key), 'the database holds something else'
    types = dict(line.split('|') for line in psql('-c', "select column_name, data_type from "
        "information_schema.columns where table_name = 'bestby_phases'"))
    assert types['last_day'] == types['on_day'] == 'date' and types['decides'] == 'boolean', types
    if name == 'shipped':
        found = psql('-c', "select last_day + 1 from bestby_phases where subject = 'python@3.8' and decides and "
                     "services like '%security%' order by phase_number desc limit 1")
        assert found == ['2024-10-08'], found
    # All of it or nothing: a table that is there already is not filled twice.
    with open(name + '.sql', encoding='utf-8') as f: again = f.read()
    done = subprocess.run(['psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', '-'], input=again,
                          capture_output=True, encoding='utf-8')
    assert 'already exists' in done.stderr, done.stderr
    assert psql('-c', 'select count(*) from bestby_phases') == [str(len(objects))]
    psql('-c', 'drop table bestby_phases')
)";

TEST_F(Databases, PostgresHoldsTheRows) {
  ASSERT_NO_FATAL_FAILURE(export_both("jsonl"));
  ASSERT_NO_FATAL_FAILURE(export_both("sql"));
  const int status = python(in_postgres, {}, BESTBY_ROOT "/tests/postgres.sh /usr/bin/python3");
  if (WEXITSTATUS(status) == 77) FAIL() << "postgresql is missing: `scripts/packages test` installs it";
  EXPECT_EQ(status, 0);
}

constexpr const char* in_duckdb = R"(
import csv, datetime, duckdb, json
db = duckdb.connect()
plain = lambda v: v.isoformat() if isinstance(v, datetime.date) else v
for name in ('shipped', 'odd'):
    with open(name + '.jsonl', encoding='utf-8') as f: objects = [json.loads(line) for line in f]
    for kind in ('jsonl', 'csv'):
        read = db.sql(f"select * from '{name}.{kind}'")
        types = dict(zip(read.columns, map(str, read.types)))
        assert list(types) == list(objects[0]), types
        assert types['last_day'] == types['on_day'] == 'DATE' and types['decides'] == 'BOOLEAN', types
        stored = [dict(zip(read.columns, map(plain, row))) for row in read.fetchall()]
        assert len(stored) == len(objects), (len(stored), len(objects))
        for theirs, ours in zip(stored, objects):
            if kind == 'csv':  # which cannot tell an empty text from none, and marks formulas
                mark = lambda v: "'" if isinstance(v, str) and v[:1] in tuple('=+-@') else ''
                ours = {k: mark(v) + v if mark(v) else v for k, v in ours.items()}
                ours, theirs = ({k: None if v == '' else v for k, v in o.items()} for o in (ours, theirs))
            assert theirs == ours, (theirs, ours)
    if name == 'shipped':
        found = db.sql("select last_day from 'shipped.jsonl' where subject = 'python@3.8' and decides and "
                       "services like '%security%' order by phase_number desc limit 1").fetchall()
        assert found == [(datetime.date(2024, 10, 7),)], found
)";

TEST_F(Databases, DuckDbReadsTheFilesAsTheyAre) {
  const std::string interpreter = BESTBY_ROOT "/build/python/bin/python3";
  if (std::system((interpreter + " -c 'import duckdb' 2>/dev/null").c_str()) != 0)
    GTEST_SKIP() << "DuckDB is not here: scripts/python-packages could not install it from PyPI";
  ASSERT_NO_FATAL_FAILURE(export_both("jsonl"));
  ASSERT_NO_FATAL_FAILURE(export_both("csv"));
  EXPECT_EQ(python(in_duckdb, {}, interpreter), 0);
}

}  // namespace
}  // namespace bestby
