// The lines of the Neuron sources, as structs.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "exchange/import.h"

namespace bestby::exchange::neuron {

struct Place {
  std::string file;
  int line = 0;
};

struct DateLine {
  Place at;
  std::string sdk, date, note;
  std::vector<std::string> sources;
  std::map<std::string, std::vector<std::string>> conflicts;  // by day, the agreed one included
};
struct PackageLine {
  Place at;
  std::string package, version, sdk;  // `package` is empty for a heading of release notes
  std::vector<std::string> instances, python;
  std::string page, title, day, source;  // of a heading: where it stands, and the day that it bears
};
struct AnnouncementLine {
  Place at;
  std::string source, announced, published, event, last, effective, topic, replacement, note;
  std::vector<std::string> subjects;
};
struct ImageLine {
  Place at;
  std::string sdk, name;
};
struct SystemLine {
  Place at;
  std::string component, version, sdk, family, os, os_version, kernel, glibc;
};
struct DependencyLine {
  Place at;
  std::string sdk, package, dependency, range, source;
};

struct Input {
  std::vector<DateLine> dates;
  std::vector<PackageLine> packages;
  std::vector<AnnouncementLine> announcements;
  std::vector<ImageLine> images;
  std::vector<SystemLine> systems;
  std::vector<DependencyLine> dependencies;
};

// Remarks of which many say the same: each is told once, at its first line, with how many lines it is of.
class CountedRemarks {
 public:
  void add(const Place& at, std::string reason);
  void write(Remarks& remarks) const;

 private:
  std::map<std::pair<std::string, std::string>, std::pair<int, std::size_t>> lines_;  // by file, reason
};

bool is_input(std::string_view path);

// Lines that are not understood go to the report.
Input read_input(const ImportOptions& options, ImportReport& report);

}  // namespace bestby::exchange::neuron
