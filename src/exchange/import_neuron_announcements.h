// Announcements: what each says, as facts of the nodes that it is about.
#pragma once

#include "exchange/import_neuron_releases.h"

namespace bestby::exchange::neuron {

// After the machine images, whose lines some of them name.
void add_announcements(const Input& in, const SdkDays& days, Book& book, ImportReport& report);

}  // namespace bestby::exchange::neuron
