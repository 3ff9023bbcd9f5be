// What image_testing.h promises: it is compiled with the tests alone.
#include "observe/image/image_testing.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "observe/image/sha256.h"

namespace bestby {
namespace {

void put(std::string& header, std::size_t at, std::string_view text) {
  header.replace(at, text.size(), text);
}

std::string pax_record(const std::string& key, const std::string& value) {
  const std::string rest = " " + key + "=" + value + "\n";
  std::size_t length = rest.size() + 1;
  while (std::to_string(length).size() + rest.size() != length) ++length;
  return std::to_string(length) + rest;
}

}  // namespace

void set_tar_sum(std::string& header) {
  put(header, 148, "        ");
  unsigned sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  put(header, 148, fmt::format("{:06o}", sum) + std::string("\0 ", 2));
}

std::string tar_header(char type, std::string_view path, std::string_view link, std::size_t size) {
  std::string header(512, '\0');
  put(header, 0, path.substr(0, 100));
  put(header, 100, "0000644");
  put(header, 124, fmt::format("{:011o}", size));
  header[156] = type;
  put(header, 157, link.substr(0, 100));
  put(header, 257, std::string_view("ustar\00000", 8));
  set_tar_sum(header);
  return header;
}

TestTar& TestTar::raw(std::string_view bytes) {
  text_ += bytes;
  text_.resize((text_.size() + 511) / 512 * 512);
  return *this;
}

TestTar& TestTar::entry(char type, std::string_view path, std::string_view link, std::string_view text) {
  return raw(tar_header(type, path, link, text.size())).raw(text);
}

TestTar& TestTar::pax(char type, const std::vector<std::pair<std::string, std::string>>& records) {
  std::string text;
  for (const auto& [key, value] : records) text += pax_record(key, value);
  return entry(type, "PaxHeaders/x", {}, text);
}

TestTar& TestTar::gnu_long(char type, std::string_view text) {
  return entry(type, "././@LongLink", {}, std::string(text) + '\0');
}

std::string TestTar::text() const { return text_ + std::string(1024, '\0'); }

std::string gzipped(std::string_view text) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstd_packed(std::string_view text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

std::string TestImage::config_text() const {
  std::string ids;
  for (const std::string& layer : layers) ids += (ids.empty() ? "\"" : ",\"") + sha256_digest(layer) + "\"";
  return R"({"created":"2026-01-02T03:04:05Z","architecture":"amd64","os":"linux",)" + config +
         R"(,"rootfs":{"type":"layers","diff_ids":[)" + ids + "]}}";
}

TestImage::Files TestImage::oci() const {
  Files out{{"oci-layout", R"({"imageLayoutVersion":"1.0.0"})"}};
  const auto blob = [&](const std::string& text) {
    const std::string digest = sha256_digest(text);
    out.emplace_back("blobs/sha256/" + digest.substr(7), text);
    return fmt::format(R"("digest":"{}","size":{})", digest, text.size());
  };
  std::string list;
  for (const std::string& layer : layers) {
    const std::string text = packing == Layers::plain  ? layer
                             : packing == Layers::gzip ? gzipped(layer)
                                                       : zstd_packed(layer);
    const std::string type = packing == Layers::plain ? "" : packing == Layers::gzip ? "+gzip" : "+zstd";
    list += (list.empty() ? "" : ",") +
            fmt::format(R"({{"mediaType":"application/vnd.oci.image.layer.v1.tar{}",{}}})", type, blob(text));
  }
  const std::string manifest = fmt::format(
      R"({{"schemaVersion":2,"config":{{"mediaType":"application/vnd.oci.image.config.v1+json",{}}},"layers":[{}]}})",
      blob(config_text()), list);
  out.emplace_back(
      "index.json",
      fmt::format(
          R"({{"schemaVersion":2,"manifests":[{{"mediaType":"application/vnd.oci.image.manifest.v1+json",{},"annotations":{{"org.opencontainers.image.ref.name":"{}"}}}}]}})",
          blob(manifest), address));
  return out;
}

TestImage::Files TestImage::docker() const {
  Files out;
  std::string list;
  for (const std::string& layer : layers) {
    const std::string name = sha256_digest(layer).substr(7) + ".tar";
    out.emplace_back(name, layer);
    list += (list.empty() ? "\"" : ",\"") + name + "\"";
  }
  const std::string name = sha256_digest(config_text()).substr(7) + ".json";
  out.emplace_back(name, config_text());
  out.emplace_back("manifest.json", fmt::format(R"([{{"Config":"{}","RepoTags":["{}"],"Layers":[{}]}}])",
                                                name, address, list));
  return out;
}

std::string tar_of(const TestImage::Files& files) {
  TestTar tar;
  for (const auto& [name, text] : files) tar.file(name, text);
  return tar.text();
}

std::string write_files(const std::string& name, const TestImage::Files& files) {
  // Of this process, as others run at the same time; gone with it.
  struct Scratch {
    std::filesystem::path path =
        std::filesystem::path(testing::TempDir()) / fmt::format("bestby-images-{}", ::getpid());
    ~Scratch() {
      std::error_code ignored;
      std::filesystem::remove_all(path, ignored);
    }
  };
  static const Scratch scratch;
  const std::filesystem::path root = scratch.path / name;
  std::filesystem::remove_all(root);
  for (const auto& [path, text] : files) {
    std::filesystem::create_directories((root / path).parent_path());
    std::ofstream(root / path, std::ios::binary) << text;
  }
  return root.string();
}

namespace {

TEST(TestTar, MakesHeadersWhoseSumsAreRight) {
  EXPECT_EQ(TestTar().folder("a").text().size(), 512U + 1024U);
  EXPECT_EQ(TestTar().pax('x', {{"path", "abc"}}).open_text().substr(512, 12), "12 path=abc\n");
}

}  // namespace
}  // namespace bestby
