#include "observe/text/docker_lines.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace bestby {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view blanks = " \t\r";
constexpr std::size_t most_documents = 16;

struct HereDocument {
  std::string end;
  bool tabs = false;  // `<<-`: leading tabs are taken away
};

class LineReader {
 public:
  explicit LineReader(std::string_view text) : text_(text) {
    if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
  }

  DockerLines read() {
    read_directives();
    while (at_ < text_.size()) {
      DockerLine line;
      if (read_instruction(line)) out_.lines.push_back(std::move(line));
    }
    return std::move(out_);
  }

 private:
  // The line at `at_`, without its end; goes behind it.
  std::string_view take_line() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    std::string_view line = text_.substr(at_, end - at_);
    at_ = std::min(end + 1, text_.size());
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }
  std::size_t offset(std::string_view piece) const {
    return static_cast<std::size_t>(piece.data() - text_.data());
  }

  void read_directives() {
    while (at_ < text_.size()) {
      const std::size_t begin = at_;
      std::string_view line = trim(take_line());
      if (!line.starts_with('#')) {
        at_ = begin;
        return;
      }
      line.remove_prefix(1);
      const std::size_t equals = line.find('=');
      const std::string name = lower(trim(line.substr(0, equals)));
      const bool known = name == "escape" || name == "syntax" || name == "check";
      if (equals == line.npos || !known) return;  // a comment: no directive comes behind it
      const std::string_view value = trim(line.substr(equals + 1));
      if (name == "escape" && value == "`") out_.escape = '`';
    }
  }

  // Cuts an escape at the end of a line off; answers whether there was one.
  bool continues(std::string_view& line) const {
    const std::size_t last = line.find_last_not_of(blanks);
    if (last == line.npos || line[last] != out_.escape) return false;
    if (last > 0 && line[last - 1] == out_.escape) return false;
    line = line.substr(0, last);
    return true;
  }

  bool read_instruction(DockerLine& out) {
    TracedText all;
    bool goes_on = true;
    while (goes_on && at_ < text_.size()) {
      std::string_view line = take_line();
      const std::string_view bare = trim(line);
      if (bare.starts_with('#') || (bare.empty() && !all.empty())) continue;
      if (bare.empty()) return false;
      goes_on = continues(line);
      all.append(line, offset(line));
    }
    const std::size_t begin = all.text.find_first_not_of(blanks);
    if (begin == std::string::npos) return false;
    const std::size_t end = std::min(all.text.find_first_of(blanks, begin), all.size());
    out.name = all.text.substr(begin, end - begin);
    std::transform(out.name.begin(), out.name.end(), out.name.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    out.rest = all.piece(std::min(all.text.find_first_not_of(blanks, end), all.size()));
    if (out.name == "RUN" || out.name == "COPY" || out.name == "ADD") read_documents(out);
    return true;
  }

  // `<<EOF`, `<<-'EOF'`: at the begin of a word.
  static std::vector<HereDocument> here_documents(std::string_view text) {
    std::vector<HereDocument> found;
    for (std::size_t at = 0; (at = text.find("<<", at)) != text.npos && found.size() < most_documents;) {
      const bool begins = at == 0 || blanks.find(text[at - 1]) != blanks.npos || is_digit(text[at - 1]);
      at += 2;
      HereDocument document;
      if (at < text.size() && text[at] == '-') {
        document.tabs = true;
        ++at;
      }
      const char quote = at < text.size() && (text[at] == '"' || text[at] == '\'') ? text[at++] : '\0';
      const std::size_t name = at;
      while (at < text.size() && (is_letter(text[at]) || is_digit(text[at]) || text[at] == '_')) ++at;
      document.end = text.substr(name, at - name);
      if (quote != '\0' && (at >= text.size() || text[at] != quote)) continue;
      if (begins && !document.end.empty() && !is_digit(document.end[0])) found.push_back(document);
    }
    return found;
  }

  void read_documents(DockerLine& out) {
    for (const HereDocument& document : here_documents(out.rest.text)) {
      if (unended_ >= most_documents) return;  // looking for each end to the end of the file costs too much
      TracedText body;
      const std::size_t begin = at_;
      bool ended = false;
      while (!ended && at_ < text_.size()) {
        std::string_view line = take_line();
        if (document.tabs) line.remove_prefix(std::min(line.find_first_not_of('\t'), line.size()));
        ended = line == document.end;
        if (ended) break;
        body.append(line, offset(line));
        body.append('\n', static_cast<std::uint32_t>(offset(line) + line.size()));
      }
      if (!ended) {  // no here-document, or a broken one: what follows are instructions
        at_ = begin;
        ++unended_;
        continue;
      }
      out.documents.push_back(std::move(body));
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t unended_ = 0;
  DockerLines out_;
};

}  // namespace

DockerLines docker_lines(std::string_view text) { return LineReader(text).read(); }

}  // namespace bestby
