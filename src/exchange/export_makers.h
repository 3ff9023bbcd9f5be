// What makes the exporter of each format.
#pragma once

#include "exchange/export.h"

namespace bestby::exchange {

std::unique_ptr<Exporter> make_jsonl(const ExportQuery& query);
std::unique_ptr<Exporter> make_csv(const ExportQuery& query);
std::unique_ptr<Exporter> make_sql(const ExportQuery& query);
std::unique_ptr<Exporter> make_atom(const ExportQuery& query);
std::unique_ptr<Exporter> make_icalendar(const ExportQuery& query);
std::unique_ptr<Exporter> make_cyclonedx(const ExportQuery& query);
std::unique_ptr<Exporter> make_openeox(const ExportQuery& query);
std::unique_ptr<Exporter> make_cle(const ExportQuery& query);
std::unique_ptr<Exporter> make_endoflife_v1(const ExportQuery& query);
std::unique_ptr<Exporter> make_endoflife_v0(const ExportQuery& query);

}  // namespace bestby::exchange
