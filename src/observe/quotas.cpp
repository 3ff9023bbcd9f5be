#include "observe/quotas.h"

#include <charconv>

#include <fmt/format.h>

#include "base/formats/json_reader.h"
#include "observe/log_scanner.h"

namespace bestby {
namespace {

std::string text_of(const yaml::Node& object, std::string_view key) {
  const yaml::Node* node = object.find(key);
  return node != nullptr && node->is_scalar() ? node->str() : std::string();
}

class Reader {
 public:
  explicit Reader(const yaml::Document& document) : document_(document) {}

  Result<std::vector<Quota>> read() {
    const yaml::Node& root = document_.root;
    if (root.kind == yaml::Kind::sequence) {
      for (const yaml::Node& page : root.items)
        if (auto read = this->page(page); !read) return fail(std::move(read.error()));
    } else if (auto read = page(root); !read) {
      return fail(std::move(read.error()));
    }
    return std::move(out_);
  }

 private:
  tl::unexpected<Error> wrong(const yaml::Node& at, std::string message) const {
    return fail(ErrorCode::input, std::move(message), document_.span(at),
                "it is read as `aws service-quotas list-service-quotas --service-code SERVICE` prints it");
  }

  Result<void> page(const yaml::Node& page) {
    const yaml::Node* quotas = page.kind == yaml::Kind::mapping ? page.find("Quotas") : nullptr;
    if (quotas == nullptr || quotas->kind != yaml::Kind::sequence)
      return wrong(page, "there is no list `Quotas`");
    for (const yaml::Node& quota : quotas->items)
      if (auto read = this->quota(quota); !read) return fail(std::move(read.error()));
    return {};
  }

  Result<void> quota(const yaml::Node& node) {
    if (node.kind != yaml::Kind::mapping) return wrong(node, "a quota must be an object");
    Quota out{text_of(node, "ServiceCode"), text_of(node, "QuotaName"), text_of(node, "QuotaCode"), 0, {}};
    if (out.name.empty()) return wrong(node, "a quota has no `QuotaName`");
    const std::string value = text_of(node, "Value");
    const auto [end, failed] = std::from_chars(value.data(), value.data() + value.size(), out.value);
    if (failed != std::errc() || end != value.data() + value.size() || out.value < 0)
      return wrong(node, fmt::format("the `Value` of `{}` is not a number", out.name));
    if (const std::string adjustable = text_of(node, "Adjustable"); !adjustable.empty())
      out.adjustable = adjustable == "true";
    out_.push_back(std::move(out));
    return {};
  }

  const yaml::Document& document_;
  std::vector<Quota> out_;
};

std::string_view value_of(const LogReading& reading, std::string_view name) {
  for (const ReadValue& v : reading.values)
    if (v.name == name) return v.value;
  return {};
}

std::optional<double> number_in(std::string_view text) {
  double out = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

std::optional<Quota> quota_of(const LogReading& reading) {
  Quota out;
  out.name = value_of(reading, "quota");
  if (out.name.empty() && !value_of(reading, "instance").empty() && !value_of(reading, "use").empty())
    out.name = fmt::format("{} for {}", value_of(reading, "instance"), value_of(reading, "use"));
  const auto limit = number_in(value_of(reading, "limit"));
  out.used = number_in(value_of(reading, "used"));
  if (out.name.empty() || !limit || !out.used) return std::nullopt;
  out.value = *limit;
  return out;
}

}  // namespace

Result<std::vector<Quota>> read_quotas(std::string file, std::string text) {
  const auto document = read_json(std::move(file), std::move(text));
  if (!document) return fail(document.error());
  return Reader(*document).read();
}

std::vector<Quota> read_quotas_in_log(const ProblemTable& table, std::string_view text) {
  LogScanner scanner(table);
  scanner.feed(text);
  std::vector<Quota> out;
  for (const ProblemSeen& problem : scanner.finish().problems)
    for (const LogReading& reading : problem.readings)
      if (auto quota = quota_of(reading)) {
        std::erase_if(out, [&](const Quota& q) { return q.name == quota->name; });
        out.push_back(std::move(*quota));
      }
  return out;
}

}  // namespace bestby
