#include "report/check_page.h"

namespace bestby {

// Rows are sorted without a script: the radio button that is checked says by which of a row's numbers
// (`--s` its severity, `--e` its end, `--n` its name, `--w` its place) it stands in the order.
const std::string_view check_page_style = R"(
:root { color-scheme: light dark; --fg: #1b1f24; --bg: #fff; --line: #d0d7de; --soft: #59636e; --bad: #b3261e; --warn: #7a4d00; --good: #1a7f37 }
@media (prefers-color-scheme: dark) { :root { --fg: #e6edf3; --bg: #0d1117; --line: #30363d; --soft: #9198a1; --bad: #ff8a80; --warn: #e3b341; --good: #56d364 } }
body { margin: 2rem auto; max-width: 76rem; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; color: var(--fg); background: var(--bg) }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem }
code { font: .93em ui-monospace, monospace; overflow-wrap: anywhere }
.counts { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .5rem }
.counts li { border: 1px solid var(--line); border-radius: .5rem; padding: .15rem .7rem }
.soft { color: var(--soft) } .bad { color: var(--bad) } .warn { color: var(--warn) } .good { color: var(--good) }
.sort { border: 0; padding: 0; margin: 0 0 .5rem } .sort label { margin-right: 1rem } .sort legend { float: left; margin-right: 1rem }
table, thead, tbody, tr, th, td { display: block } tbody { display: flex; flex-direction: column }
tr { display: grid; grid-template-columns: 6rem minmax(10rem, 3fr) minmax(12rem, 4fr) minmax(9rem, 3fr) minmax(8rem, 2fr); gap: 0 1rem; border-bottom: 1px solid var(--line); padding: .5rem 0; order: var(--s) }
th, td { text-align: left; min-width: 0 } ul.plain { list-style: none; margin: 0; padding: 0 }
main:has(#by-end:checked) tr { order: var(--e) } main:has(#by-name:checked) tr { order: var(--n) } main:has(#by-place:checked) tr { order: var(--w) }
.scroll { overflow-x: auto }
@media (max-width: 50rem) { thead { display: none } tr { grid-template-columns: 1fr } }
@media print { .sort { display: none } body { margin: 0; max-width: none } }
)";

}  // namespace bestby
