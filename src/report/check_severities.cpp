#include "report/check_severities.h"

#include <array>

namespace bestby {
namespace {

constexpr std::array<SeverityRow, finding_names.size()> table = {{
    {Finding::ended, "No longer patched", "It gets no security patches any more.",
     "Move to a release that is still patched. What is named first is the smallest step; what is named "
     "second is patched longest.",
     "error", "error", "critical"},
    {Finding::mismatch, "Parts that do not go together",
     "Two parts of one stack are outside of what their publishers support together.",
     "Change one of the two, so that the recorded requirement holds.", "warning", "warning", "major"},
    {Finding::deprecated, "Deprecated", "Its publisher advises against using it.",
     "Use what its publisher names in its place.", "warning", "warning", "major"},
    {Finding::stale, "An older build", "A newer build of the same thing exists.",
     "Take the newer build; it has the patches that came since.", "warning", "warning", "major"},
    {Finding::licence, "A licence needs attention",
     "Packages come from a source whose licence asks something of its users.",
     "Read the licence, or take the packages from another source.", "warning", "warning", "major"},
    {Finding::ending, "Patched, but not for long", "Its security patches end soon.",
     "Plan the move: what is named first is the smallest step, what is named second is patched longest.",
     "warning", "warning", "minor"},
    {Finding::unknown, "Not known whether it is patched",
     "Nothing is recorded of this version, or no version is written.",
     "Write an exact version, or look at the publisher's policy.", "note", "notice", "info"},
    {Finding::ok, "Patched", "It gets security patches, and will for a while.", "Nothing needs to be done.",
     "none", "notice", "info"},
}};

}  // namespace

std::span<const SeverityRow> severity_table() { return table; }

const SeverityRow& severity_row(Finding finding) { return table[static_cast<std::size_t>(finding)]; }

}  // namespace bestby
