#include "exchange/lint_rules.h"

#include <algorithm>
#include <array>

namespace bestby::exchange {
namespace {

constexpr std::string_view look_up_both = "look up both days; refute the one that is wrong, with the reason";
constexpr std::string_view ask_publisher =
    "ask whoever publishes it; refute the fact that is wrong, or acknowledge it";
constexpr Severity error = Severity::error, warning = Severity::warning, info = Severity::info;

constexpr std::array rules = {
    LintRule{"release-after-successor", warning, "a release that is dated after its successor", look_up_both,
             release_after_successor},
    LintRule{"end-before-start", error, "an end that comes before the beginning", look_up_both,
             end_before_start},
    LintRule{"out-before-its-parts", info, "something that was out before what it is made of", look_up_both,
             out_before_its_parts},
    LintRule{"end-differs-from-rule", info, "a published end that is not the day of the policy's own rule",
             "the published day decides; ask its publisher which one is meant", end_differs_from_rule},
    LintRule{"promise-not-kept", info, "a promise of a policy that the facts show was not kept",
             "see `bestby why`; correct the facts if they are wrong", promise_not_kept},
    LintRule{"ends-differ", warning, "one version with different ends in two sources",
             "refute the end that is wrong, or give each the scope for which it holds", ends_differ},
    LintRule{"dates-differ", info, "one version with different days in two sources",
             "refute the day that is wrong, or give each the scope for which it holds", dates_differ},
    LintRule{"values-differ", info, "two values where there can be one",
             "refute the value that is wrong, or give each the scope for which it holds", values_differ},
    LintRule{"supported-after-end", warning, "said to be supported on a day after its end", ask_publisher,
             supported_after_end},
    LintRule{"announced-late", warning, "an announcement of what had already come", look_up_both,
             announced_late},
    LintRule{"announcement-redated", info,
             "an announcement that bears an earlier date than that of its first reading",
             "count from the day on which it could be read", announcement_redated},
    LintRule{"source-undated", info, "a source without an edition, on which facts rest alone",
             "give the source the dated editions in which the facts stand", source_undated},
    LintRule{"tag-disagrees", warning, "an image whose tag says otherwise than its own facts", ask_publisher,
             tag_disagrees},
    LintRule{"tag-silent", info, "tags that leave out what tags of their like say",
             "go by the facts, and not by the tag", tag_silent},
    LintRule{"image-on-ended", warning, "images on an ended framework or Python, without an end of their own",
             "record the end that their publisher states, or acknowledge that it states none",
             image_on_ended},
    LintRule{"image-undated", info, "images that bear no date at all",
             "record the day on which each was released", image_undated},
    LintRule{"images-differ", info, "sources that name images with different Pythons for one thing",
             "see which of them the registry has; refute the one that it has not", images_differ},
    LintRule{"carried-twice", info, "a bundle that carries two versions of one thing",
             "see for which of its uses each is meant", carried_twice},
    LintRule{"own-framework", error, "a release that is made of itself",
             "correct the fact: it names what it is about", own_framework},
    LintRule{"image-disagrees-with-row", warning,
             "a table that names an image for a framework that is not in it", ask_publisher,
             image_disagrees_with_row},
    LintRule{"image-of-other-job", warning, "a table of images for one job that names one for another",
             ask_publisher, image_of_other_job},
    LintRule{"service-contradicted", warning, "a service that is named, and said not to be supported",
             ask_publisher, service_contradicted},
    LintRule{"tested-on-old-host", info, "an image that was tested on a host more than a year older",
             "test it on the host that you use", tested_on_old_host},
    LintRule{"region-address", warning, "an address for all regions, though some have another account",
             "use the account and domain of the region", region_address},
    LintRule{"wheel-disagrees", warning, "the path of a wheel that says otherwise than its row",
             ask_publisher, wheel_disagrees},
    LintRule{"library-not-monotonic", info, "an older library for a newer framework", ask_publisher,
             library_not_monotonic},
    LintRule{"range-empty", warning, "a range in which no version can be", ask_publisher, range_empty},
    LintRule{"range-unreadable", warning, "a range that cannot be read in the product's version scheme",
             "write it as the version scheme does (`bestby list schemes`)", range_unreadable},
    LintRule{"pin-matches-nothing", info, "a pin that matches no recorded version",
             "correct the pin, or record the versions that it means", pin_matches_nothing},
    LintRule{"name-of-two-things", error, "one name for two things", "give one of them another name",
             name_of_two_things},
    LintRule{"two-spellings", error, "one version under two spellings",
             "write it in one way everywhere; `also` holds other names", two_spellings},
    LintRule{"mentioned-once", info, "a version that a single fact names and nothing else records",
             "look for a slip of the pen; else record the version", mentioned_once},
    LintRule{"edited-by-hand", error, "a file of an importer that is not as the importer writes it",
             "put what was added in a file of your own, and import again", edited_by_hand},
    LintRule{"acknowledgement-expired", warning, "an acknowledgement of which the day has passed",
             "look at what it acknowledges again; give it a new day or take it out", nullptr},
    LintRule{"acknowledgement-unused", warning, "an acknowledgement that acknowledges nothing",
             "take it out, or correct its rule or subject", nullptr},
};

}  // namespace

std::span<const LintRule> lint_rules() { return rules; }

const LintRule* find_lint_rule(std::string_view id) {
  const auto* const found =
      std::find_if(rules.begin(), rules.end(), [&](const LintRule& r) { return r.id == id; });
  return found == rules.end() ? nullptr : found;
}

}  // namespace bestby::exchange
