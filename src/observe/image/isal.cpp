#include "observe/image/isal.h"

#include <dlfcn.h>
#include <isa-l/igzip_lib.h>

namespace bestby {
namespace {

template <typename F>
bool symbol(void* library, const char* name, F& into) {
  into = reinterpret_cast<F>(::dlsym(library, name));
  return into != nullptr;
}

IsalLibrary opened() {
  IsalLibrary out;
  void* library = ::dlopen("libisal.so.2", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return out;
  if (!symbol(library, "isal_inflate_init", out.init) || !symbol(library, "isal_inflate_reset", out.reset) ||
      !symbol(library, "isal_inflate", out.inflate))
    out = {};
  return out;
}

}  // namespace

const IsalLibrary* IsalLibrary::find() {
  static const IsalLibrary library = opened();
  return library.inflate == nullptr ? nullptr : &library;
}

struct IsalStream::State {
  inflate_state inflate;
};

IsalStream::IsalStream(const IsalLibrary& library) : library_(library), state_(std::make_unique<State>()) {
  library_.init(&state_->inflate);
}

IsalStream::~IsalStream() = default;

void IsalStream::begin() {
  library_.reset(&state_->inflate);
  state_->inflate.crc_flag = ISAL_GZIP;
}

IsalStep IsalStream::step(std::string_view in, char* out, std::size_t room) {
  inflate_state& s = state_->inflate;
  s.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(in.data()));
  s.avail_in = static_cast<std::uint32_t>(in.size());
  s.next_out = reinterpret_cast<std::uint8_t*>(out);
  s.avail_out = static_cast<std::uint32_t>(room);
  const int code = library_.inflate(&s);
  return {static_cast<std::ptrdiff_t>(in.size()) - static_cast<std::ptrdiff_t>(s.avail_in),
          room - s.avail_out, s.block_state == ISAL_BLOCK_FINISH,
          code == ISAL_DECOMP_OK || code == ISAL_END_INPUT};
}

}  // namespace bestby
