#include "observe/registry/curl_library.h"

#include <curl/curl.h>
#include <dlfcn.h>

namespace bestby {
namespace {

constexpr const char* names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};

struct Symbols {
  void* handle;
  bool all = true;
  template <typename F>
  void take(const char* name, F& into) {
    into = reinterpret_cast<F>(::dlsym(handle, name));
    all = all && into != nullptr;
  }
};

CurlLibrary opened() {
  CurlLibrary out;
  Symbols from{nullptr};
  for (const char* name : names)
    if (from.handle == nullptr) from.handle = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (from.handle == nullptr) return out;
  from.take("curl_global_init", out.global_init);
  from.take("curl_easy_init", out.easy_init);
  from.take("curl_easy_cleanup", out.easy_cleanup);
  from.take("curl_easy_setopt", out.easy_setopt);
  from.take("curl_easy_strerror", out.easy_strerror);
  from.take("curl_multi_init", out.multi_init);
  from.take("curl_multi_cleanup", out.multi_cleanup);
  from.take("curl_multi_add_handle", out.multi_add_handle);
  from.take("curl_multi_remove_handle", out.multi_remove_handle);
  from.take("curl_multi_perform", out.multi_perform);
  from.take("curl_multi_poll", out.multi_poll);
  from.take("curl_multi_info_read", out.multi_info_read);
  from.take("curl_slist_append", out.slist_append);
  from.take("curl_slist_free_all", out.slist_free_all);
  if (!from.all || out.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return {};
  return out;
}

}  // namespace

const CurlLibrary* CurlLibrary::find() {
  static const CurlLibrary library = opened();
  return library.easy_init == nullptr ? nullptr : &library;
}

Error curl_is_missing() {
  return {ErrorCode::input,
          "a registry cannot be asked without libcurl, and this machine has it not",
          {},
          "install libcurl.so.4: the package libcurl4 on Debian and Ubuntu, libcurl on others",
          {}};
}

}  // namespace bestby
