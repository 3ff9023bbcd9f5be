// Release notes of machine images: which image came out on which day, and what the newest holds.
//
//     ## Release Date: 2025-02-17
//     AMI name: Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2.6.0 (Amazon Linux 2023) 20250216
//     // aws/deep-learning-ami, released 2025-02-17
//
// A day holds for the names below it in its section. `NAME: VERSION` items of known software, outside the
// dated sections, are of the newest image: such pages describe it there. Linear in the page.
#pragma once

#include "exchange/aws_doc_tables.h"

namespace bestby::exchange::aws_doc {

void read_machine_images(PageReading& reading);

// A table of them: names, days of release, and IDs by region, a column or a row each.
void read_machine_image_table(TableView& view);

}  // namespace bestby::exchange::aws_doc
