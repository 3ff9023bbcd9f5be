#include "publish/annotate_image.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "observe/image/sha256.h"
#include "observe/registry/lifecycle.h"

namespace bestby {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* manifest_type = "application/vnd.oci.image.manifest.v1+json";
constexpr const char* index_type = "application/vnd.oci.image.index.v1+json";
constexpr const char* empty_type = "application/vnd.oci.empty.v1+json";
constexpr const char* empty_text = "{}";
constexpr const char* writes = "pull,push";

Json descriptor(const std::string& type, const std::string& digest, std::size_t size) {
  return {{"mediaType", type}, {"digest", digest}, {"size", size}};
}

class Annotator {
 public:
  Annotator(RegistryClient& client, const RegistryReference& ref, const Annotation& annotation)
      : client_(client), ref_(ref), annotation_(annotation) {}

  Result<Annotated> run() {
    auto subject = client_.manifest(ref_, ref_.wanted());
    if (!subject) return fail(std::move(subject.error()));
    subject_ = *std::move(subject);
    out_.subject = subject_.digest;
    out_.ends = end_of_day(annotation_.last_day);
    const auto said = read_lifecycles(client_, ref_, subject_.digest);
    if (!said) return fail(said.error());
    if (!said->empty()) {
      const Lifecycle& last = newest(*said);
      out_.before = last.ends;
      if (last_day_of(last.ends) == annotation_.last_day) {
        out_.did = Annotated::Did::said_already;
        out_.artifact = last.artifact;
        return out_;
      }
    }
    if (annotation_.dry_run) {
      out_.did = Annotated::Did::would_write;
      return out_;
    }
    if (auto written = write(); !written) return fail(std::move(written.error()));
    return out_;
  }

 private:
  Result<void> write() {
    const std::string empty = sha256_digest(empty_text);
    if (auto pushed = push_blob(empty, empty_text); !pushed) return pushed;
    const Json notes = {{lifecycle_end_key, out_.ends}, {created_key, annotation_.created}};
    Json manifest = {{"schemaVersion", 2}, {"mediaType", manifest_type}, {"artifactType", lifecycle_type}};
    manifest["config"] = descriptor(empty_type, empty, 2);
    manifest["layers"] = Json::array({descriptor(empty_type, empty, 2)});
    manifest["subject"] = descriptor(subject_.type.empty() ? manifest_type : subject_.type, subject_.digest,
                                     subject_.text.size());
    manifest["annotations"] = notes;
    const std::string text = manifest.dump();
    out_.artifact = sha256_digest(text);
    const auto by_api = push_manifest(out_.artifact, manifest_type, text);
    if (!by_api) return fail(by_api.error());
    if (*by_api) return {};
    Json row = descriptor(manifest_type, out_.artifact, text.size());
    row["artifactType"] = lifecycle_type;
    row["annotations"] = notes;
    return add_row(row);
  }

  // Where there is no API: the tag's index with one row more.
  Result<void> add_row(const Json& row) {
    out_.tag = referrers_tag(subject_.digest);
    auto before = client_.find_manifest(ref_, out_.tag);
    if (!before) return fail(std::move(before.error()));
    Json index = {{"schemaVersion", 2}, {"mediaType", index_type}, {"manifests", Json::array()}};
    if (*before) {
      Json read = Json::parse((*before)->text, nullptr, false);
      if (!read.is_object() || !read.contains("manifests") || !read["manifests"].is_array())
        return fail(ErrorCode::input,
                    fmt::format("`{}:{}` is no index, so nothing can be added to it", ref_.name, out_.tag));
      index = std::move(read);
    }
    Json& rows = index["manifests"];
    const bool there = std::any_of(rows.begin(), rows.end(), [&](const Json& r) {
      return r.is_object() && r.contains("digest") && r["digest"] == row["digest"];
    });
    if (there) return {};
    rows.push_back(row);
    const auto pushed = push_manifest(out_.tag, index_type, index.dump());
    if (!pushed) return fail(pushed.error());
    return {};
  }

  Result<void> push_blob(const std::string& digest, const std::string& text) {
    const auto there =
        client_.ask(ref_, {.method = "HEAD", .path = fmt::format("blobs/{}", digest), .actions = writes});
    if (!there) return fail(there.error());
    if ((*there)->status == 200) return {};
    const auto begun = client_.ask(ref_, {.method = "POST", .path = "blobs/uploads/", .actions = writes});
    if (!begun) return fail(begun.error());
    if ((*begun)->status != 202) return fail(RegistryClient::refused(ref_, **begun, "an upload"));
    auto at = resolved((*begun)->from, (*begun)->header("location"));
    if (!at || ((*begun)->from.scheme == "https" && at->scheme == "http"))
      return fail(ErrorCode::input,
                  fmt::format("`{}` sends an upload to what is no address", (*begun)->from.authority()));
    at->path += (at->path.find('?') == std::string::npos ? "?digest=" : "&digest=") + percent_encoded(digest);
    const auto ended = client_.ask(ref_, {.method = "PUT",
                                          .at = at,
                                          .headers = {"Content-Type: application/octet-stream"},
                                          .body = text,
                                          .actions = writes});
    if (!ended) return fail(ended.error());
    if ((*ended)->status != 201) return fail(RegistryClient::refused(ref_, **ended, "an upload"));
    return {};
  }

  // Whether the registry has taken note of the subject itself.
  Result<bool> push_manifest(const std::string& by, const char* type, const std::string& text) {
    const auto reply = client_.ask(ref_, {.method = "PUT",
                                          .path = fmt::format("manifests/{}", by),
                                          .headers = {fmt::format("Content-Type: {}", type)},
                                          .body = text,
                                          .actions = writes});
    if (!reply) return fail(reply.error());
    if ((*reply)->status != 201) return fail(RegistryClient::refused(ref_, **reply, by));
    return (*reply)->header("oci-subject") == subject_.digest;
  }

  RegistryClient& client_;
  const RegistryReference& ref_;
  const Annotation& annotation_;
  RegistryDocument subject_;
  Annotated out_;
};

}  // namespace

Result<Annotated> annotate_image(RegistryClient& client, const RegistryReference& ref,
                                 const Annotation& annotation) {
  return Annotator(client, ref, annotation).run();
}

}  // namespace bestby
