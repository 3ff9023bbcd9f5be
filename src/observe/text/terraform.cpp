#include "observe/text/terraform.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/text.h"
#include "observe/text/image_word.h"
#include "observe/text/text_places.h"
#include "observe/text/yaml_observer.h"

namespace bestby {
namespace {

enum class Names : std::uint8_t { nothing, image, instance, machine_image, filter_name };

struct AttributeName {
  std::string_view key;
  Names names;
};
constexpr std::array attributes = {
    AttributeName{"image", Names::image},
    AttributeName{"image_uri", Names::image},
    AttributeName{"image_url", Names::image},
    AttributeName{"container_image", Names::image},
    AttributeName{"docker_image", Names::image},
    AttributeName{"Image", Names::image},
    AttributeName{"instance_type", Names::instance},
    AttributeName{"instance_types", Names::instance},
    AttributeName{"machine_type", Names::instance},
    AttributeName{"node_type", Names::instance},
    AttributeName{"InstanceType", Names::instance},
    AttributeName{"name_regex", Names::machine_image},
};

class TerraformReader {
 public:
  TerraformReader(const TextFile& file, Observed& out)
      : places_(file.path, file.text), text_(file.text), out_(out) {}

  void read() {
    while (at_ < text_.size()) {
      if (skip_comment()) continue;
      const char c = text_[at_];
      if (c == '"') {
        const std::string_view value = take_string();
        string(value);
      } else if (is_letter(c) || c == '_') {
        word();
      } else {
        mark(c);
        ++at_;
      }
    }
  }

 private:
  bool skip_comment() {
    const std::string_view rest = text_.substr(at_, 2);
    if (rest.starts_with('#') || rest == "//") {
      at_ = std::min(text_.find('\n', at_), text_.size());
      return true;
    }
    if (rest != "/*") return false;
    const std::size_t end = text_.find("*/", at_ + 2);
    at_ = end == text_.npos ? text_.size() : end + 2;
    return true;
  }

  // The string at `at_`; `${"..."}` inside of it belongs to it.
  std::string_view take_string() {
    const std::size_t begin = ++at_;
    int inside = 0;
    for (; at_ < text_.size() && text_[at_] != '\n'; ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '$' && at_ + 1 < text_.size() && text_[at_ + 1] == '{') {
        ++inside;
      } else if (text_[at_] == '}' && inside > 0) {
        --inside;
      } else if (text_[at_] == '"' && inside == 0) {
        break;
      }
    }
    const std::size_t end = std::min(at_, text_.size());
    at_ = std::min(end + 1, text_.size());
    return text_.substr(begin, end - begin);
  }

  void word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() &&
           (is_letter(text_[at_]) || is_digit(text_[at_]) || text_[at_] == '_' || text_[at_] == '-'))
      ++at_;
    const std::string_view name = text_.substr(begin, at_ - begin);
    if (assigned_) {  // a value that is no string
      assigned_ = false;
      return;
    }
    if (depth_ == 0) block_ = block_.empty() ? name : block_;
    key_ = name;
  }

  void string(std::string_view value) {
    if (assigned_ || listed_ > 0) {
      see(value);
      if (listed_ == 0) assigned_ = false;
      return;
    }
    if (depth_ == 0 && block_ == "variable") variable_ = value;
    key_ = value;  // of JSON, or a label
  }

  void mark(char c) {
    switch (c) {
      case '=':
      case ':': assigned_ = !key_.empty(); break;
      case '{':
        if (depth_++ == 0) stack_.reset();
        if (key_ == "filter") filters_names_ = false;
        assigned_ = false;
        break;
      case '}':
        if (depth_ > 0) --depth_;
        if (depth_ == 0) block_ = variable_ = {};
        listed_ = 0;
        assigned_ = false;
        break;
      case '[': listed_ += assigned_ || listed_ > 0 ? 1 : 0; break;
      case ']':
        if (listed_ > 0) --listed_;
        if (listed_ == 0) assigned_ = false;
        break;
      case '\n':
        if (listed_ == 0) assigned_ = false;
        break;
      default: break;
    }
  }

  Names kind() const {
    for (const AttributeName& row : attributes)
      if (row.key == key_) return row.names;
    if (key_ == "name") return Names::filter_name;
    if (key_ == "values" && filters_names_) return Names::machine_image;
    if (key_ != "default") return Names::nothing;
    const std::string name = lower(variable_);
    if (name.find("instance_type") != name.npos) return Names::instance;
    return name.find("image") != name.npos ? Names::image : Names::nothing;
  }

  void see(std::string_view value) {
    switch (kind()) {
      case Names::nothing: return;
      case Names::filter_name: filters_names_ = value == "name"; return;
      case Names::instance:
        if (is_instance_type(value)) out_.see(SeenInstance{std::string(value)}, places_.of(value), stack());
        return;
      case Names::image:
        if (is_image_address(value) && value.find("://") == value.npos && !is_alone(value)) image(value);
        return;
      case Names::machine_image:
        if (!value.empty() && value.size() < 300) image(value);
        return;
    }
  }
  // `${var.image}`: says nothing.
  static bool is_alone(std::string_view value) {
    return value.starts_with("${") && value.find('}') == value.size() - 1;
  }
  void image(std::string_view value) {
    out_.see(SeenImage{std::string(value), {}, {}, {}}, places_.of(value), stack(), true);
  }
  std::uint32_t stack() {
    if (!stack_) stack_ = out_.new_stack();
    return *stack_;
  }

  TextPlaces places_;
  std::string_view text_;
  Observed& out_;
  std::size_t at_ = 0, depth_ = 0, listed_ = 0;
  bool assigned_ = false;       // a value is awaited
  bool filters_names_ = false;  // the `filter` is one of names
  std::string_view key_, block_, variable_;
  std::optional<std::uint32_t> stack_;
};

}  // namespace

void read_terraform(const TextFile& file, const TextContext&, Observed& out) {
  TerraformReader(file, out).read();
}

}  // namespace bestby
