// Announcements: what each says, as facts of the nodes that it is about.
#pragma once

#include "exchange/import_neuron_book.h"
#include "exchange/import_neuron_input.h"

namespace bestby::exchange::neuron {

// After the machine images, whose lines some of them name.
void add_announcements(const Input& in, Book& book, ImportReport& report);

}  // namespace bestby::exchange::neuron
