#include "observe/observation.h"

#include <iterator>

namespace bestby {

void Observed::add(Observed&& more) {
  for (Observation& o : more.seen) {
    o.stack += stacks;
    seen.push_back(std::move(o));
  }
  stacks += more.stacks;
  unread.insert(unread.end(), std::make_move_iterator(more.unread.begin()),
                std::make_move_iterator(more.unread.end()));
  ignores.insert(ignores.end(), std::make_move_iterator(more.ignores.begin()),
                 std::make_move_iterator(more.ignores.end()));
  files += more.files;
  bytes += more.bytes;
}

}  // namespace bestby
