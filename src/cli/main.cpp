#include <cstdio>

int main() {
  std::puts("bestby " BESTBY_VERSION);
  return 0;
}
