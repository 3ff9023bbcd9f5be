// Tables whose lines were lost: a page saved as text holds each cell as a paragraph of its own.
//
//     Testing            headers, at least two that are known
//     Features
//     Preview (Beta)     a stage begins a row
//     Basic              cells, until the next stage
//
// A row with as many cells as there are columns is read in their order. One with fewer has lost a cell,
// and nothing says which: each of its cells goes to the column that alone knows such a cell, in order;
// what stays open is reported, and the missing one is not recorded. Linear.
#pragma once

#include "exchange/aws_doc_page.h"

namespace bestby::exchange::aws_doc {

// Whether the page says anything in such tables; their facts go to `reading.facts`.
void read_flat_tables(PageReading& reading);

}  // namespace bestby::exchange::aws_doc
