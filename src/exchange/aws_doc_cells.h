// The cells of AWS's tables, as values: versions, days, addresses, with what they hold for.
//
//     split_values("- 11.3 for SageMaker\n- 11.6 for EC2")   // {"11.3", "for SageMaker"}, {"11.6", "for
//     EC2"} read_day("09/6/2022", DayOrder::month_first)           // "2022-09-06"
//     find_addresses("123456789012.dkr.ecr.*region*.amazonaws.com/app:1.2")
//
// What is read, and how, is described beside each function. Nothing is guessed: what a function does
// not understand is nothing, and its caller says so. All are linear in the cell.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bestby::exchange::aws_doc {

// `v1.12.1`, `2.9`, `3.0-5`, `pkg==1.7.0`, `tgi2.3.1`: digits and dots with what may stand around them.
struct VersionText {
  std::string name;      // before `==`, or letters before the digits; or empty
  std::string version;   // without `v`
  std::string revision;  // behind a hyphen: `5` of `3.0-5`
  bool marked = false;   // a star stands behind it
};
std::optional<VersionText> read_version(std::string_view text);

// One value of a cell and the words beside it.
struct Value {
  VersionText version;
  std::string phrase;
};
// The versions in a cell: behind bullets, on lines, between commas, slashes, blanks or `and`. Words
// belong to the version that they stand beside. Nothing when the cell holds none.
std::vector<Value> split_values(std::string_view cell);

// The lines of a cell without bullets and without what is empty.
std::vector<std::string> lines_of(std::string_view cell);

enum class DayOrder { month_first, day_first };
// 2022-09-06, 2022/9/6, 09/6/2022, 9/6/22, Sep 6, 2022, 6th September 2022, 20220906; only the month:
// 2022-09, September 2022. The answer is YYYY-MM-DD or YYYY-MM.
std::optional<std::string> read_day(std::string_view text, DayOrder order);
// How a column of days is written: by the first one that can be read in one way only.
DayOrder order_of(const std::vector<std::string_view>& days);
// A day at the beginning of a line, and what follows it.
std::optional<std::string> leading_day(std::string_view line, std::string_view* rest);

// `HOST/REPOSITORY:TAG`. The region of the host becomes `<region>` when it stands between signs.
struct ImageAddress {
  std::string address;
  std::string account;     // twelve digits, or empty
  std::string repository;  // the last part of the path
  std::string tag;
  std::string region;  // as written, when it is a real one
};
std::vector<ImageAddress> find_addresses(std::string_view cell);

// What the address of a wheel says.
struct Wheel {
  std::string url;
  std::string built;                       // a day in the path
  std::string cuda;                        // 11.3
  std::string python;                      // 3.8
  std::string arch;                        // x86_64
  std::string version;                     // of the library
  std::vector<std::string> path_versions;  // other versions in the path
};
std::vector<Wheel> find_wheels(std::string_view cell);

// `ml.p4d.24xlarge`, `c6g.2xlarge`
bool is_instance_type(std::string_view text);
// `eu-west-1`, `us-gov-east-1`
bool is_region(std::string_view text);
// The words of a cell: cut at blanks, commas and semicolons, without signs around them.
std::vector<std::string> words_in(std::string_view cell);

}  // namespace bestby::exchange::aws_doc
