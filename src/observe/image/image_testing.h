// For tests: archives and images made by hand.
//
//     TestTar tar;
//     tar.folder("opt").file("opt/x", "text").symbolic_link("lib", "usr/lib");
//     TestImage image;
//     image.layers = {tar.text()};
//     image.write_oci(folder);      // also: docker_tar(), oci_tar()
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bestby {

class TestTar {
 public:
  TestTar& file(std::string_view path, std::string_view text) { return entry('0', path, {}, text); }
  TestTar& folder(std::string_view path) { return entry('5', path, {}, {}); }
  TestTar& symbolic_link(std::string_view path, std::string_view to) { return entry('2', path, to, {}); }
  TestTar& hard_link(std::string_view path, std::string_view to) { return entry('1', path, to, {}); }
  // A name or link above 100 bytes is cut: `pax` or `gnu_long` before it says all.
  TestTar& entry(char type, std::string_view path, std::string_view link, std::string_view text);
  TestTar& pax(char type, const std::vector<std::pair<std::string, std::string>>& records);
  TestTar& gnu_long(char type, std::string_view text);
  TestTar& raw(std::string_view bytes);

  std::string text() const;  // with the blocks that end it
  const std::string& open_text() const { return text_; }

 private:
  std::string text_;
};

// A header block, its checksum right.
std::string tar_header(char type, std::string_view path, std::string_view link, std::size_t size);
void set_tar_sum(std::string& header);

std::string gzipped(std::string_view text);
std::string zstd_packed(std::string_view text);

struct TestImage {
  enum class Layers { plain, gzip, zstd };
  std::vector<std::string> layers;  // archives, the oldest first
  Layers packing = Layers::gzip;
  std::string address = "example.com/team/app:1.0";
  std::string config = R"("config":{"Env":["CUDA_VERSION=11.8.0"]})";  // what else the configuration holds

  using Files = std::vector<std::pair<std::string, std::string>>;
  Files oci() const;
  Files docker() const;  // as skopeo writes a docker-archive
  std::string config_text() const;
};
std::string tar_of(const TestImage::Files& files);
// Below a folder for tests, which is emptied; answers its path.
std::string write_files(const std::string& name, const TestImage::Files& files);

}  // namespace bestby
