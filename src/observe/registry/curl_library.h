// libcurl, opened at run time: the executable starts fast and runs where it is not installed, and only what
// speaks with a registry needs it.
//
//     const CurlLibrary* curl = CurlLibrary::find();
//     if (curl == nullptr) return fail(curl_is_missing());
#pragma once

#include "base/result.h"

namespace bestby {

struct CurlLibrary {
  // Opened once, by its system names; nullptr where the machine has it not, or one older than 7.66.
  static const CurlLibrary* find();

  int (*global_init)(long flags) = nullptr;
  void* (*easy_init)() = nullptr;
  void (*easy_cleanup)(void* easy) = nullptr;
  int (*easy_setopt)(void* easy, int option, ...) = nullptr;
  const char* (*easy_strerror)(int code) = nullptr;
  void* (*multi_init)() = nullptr;
  int (*multi_cleanup)(void* multi) = nullptr;
  int (*multi_add_handle)(void* multi, void* easy) = nullptr;
  int (*multi_remove_handle)(void* multi, void* easy) = nullptr;
  int (*multi_perform)(void* multi, int* running) = nullptr;
  int (*multi_poll)(void* multi, void* more, unsigned count, int milliseconds, int* ready) = nullptr;
  void* (*multi_info_read)(void* multi, int* left) = nullptr;
  void* (*slist_append)(void* list, const char* text) = nullptr;
  void (*slist_free_all)(void* list) = nullptr;
};

Error curl_is_missing();

}  // namespace bestby
