// Pipfile.lock: `read_pipfile_lock` of observe/text/python_project.h.
#include "observe/text/json_reason.h"
#include "observe/text/local_version.h"
#include "observe/text/python_project.h"
#include "observe/text/requirement.h"
#include "observe/text/text_places.h"

namespace bestby {
namespace {

class PipfileLockReader {
 public:
  PipfileLockReader(const TextFile& file, const TextContext& context, Observed& out)
      : json_(file.text, context.limits[Limit::depth]), places_(file.path, file.text), out_(out) {}

  void read() {
    json_.object([&](const JsonText& key) {
      if (key.is("_meta")) return meta();
      json_.object([&](const JsonText& name) { package(name); });
    });
    if (json_.fault() != nullptr) out_.skip(std::string(places_.path()), reason_of(json_, places_));
  }

 private:
  void meta() {
    json_.object([&](const JsonText& key) {
      if (key.is("requires")) return requires_python();
      if (key.is("sources")) return json_.array([&] { source(); });
      json_.skip();
    });
  }

  void requires_python() {
    json_.object([&](const JsonText& key) {
      const JsonText version = json_.text();
      if (key.is("python_version") || key.is("python_full_version"))
        out_.see(python_seen(key.raw, version.value()), places_.of(version.raw), stack_);
    });
  }

  void source() {
    json_.object([&](const JsonText& key) {
      const JsonText url = json_.text();
      if (key.is("url")) out_.see(SeenChannel{url.value()}, places_.of(url.raw), stack_);
    });
  }

  void package(const JsonText& name) {
    SeenPackage package{"pypi", pypi_name(name.value()), {}, {}};
    std::string_view where = name.raw;
    json_.object([&](const JsonText& key) {
      if (key.is("version")) {
        const JsonText version = json_.text();
        if (auto specifier = pep440_specifier(version.value())) set_specifier(package, std::move(*specifier));
        where = version.raw;
      } else if (key.is("file") || key.is("path")) {
        if (const auto archive = package_of_archive(json_.text().value())) package.version = archive->version;
      } else {
        json_.skip();
      }
    });
    see_package(out_, std::move(package), places_.of(where), stack_);
  }

  JsonPull json_;
  TextPlaces places_;
  Observed& out_;
  std::uint32_t stack_ = out_.new_stack();
};

}  // namespace

void read_pipfile_lock(const TextFile& file, const TextContext& context, Observed& out) {
  PipfileLockReader(file, context, out).read();
}

}  // namespace bestby
