// The flow cell: a request is opened beside the queue, keys act on it, and it follows what happens to it. Without this
// file each request is a page of its own and each button a form.
"use strict";
(() => {
  const { ask, take } = window.chevet || {};
  const $ = (selector) => document.querySelector(selector);
  if (!ask || !$("#chosen")) return;
  const rows = () => [...document.querySelectorAll(".qi")];
  const chosen = () => $("#chosen").dataset.request;

  function mark() {
    const { me, request } = $("#chosen").dataset, map = $("a[data-map]");
    if (map) map.href = "/cellule/carte" + (request ? "?demande=" + request : "");
    // Nobody has to be told that they look themselves.
    if (me) document.querySelectorAll(`.eye[data-who="${CSS.escape(me)}"]`).forEach((it) => it.remove());
    for (const row of rows()) {
      if (row.dataset.request === chosen()) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }

  async function open(href, keep) {
    const response = await ask(href).catch(() => null);
    if (!response) return;
    await take(response);
    mark();
    if (keep) return;
    const page = $(".cock");
    history.replaceState(history.state, "", page ? "/cellule?demande=" + chosen() : $("#chosen").dataset.href);
    page?.classList.add("withone");
    if (page && innerWidth <= 760) scrollTo(0, 0);
  }

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const row = event.target.closest("a[data-request]"), inside = event.target.closest("a[data-panel]");
    if (!row && !inside || row && !$(".cock")) return;
    event.preventDefault();
    open(row ? "/cellule/demande/" + row.dataset.request : inside.getAttribute("href"));
  });

  // What happens to the queue may change what is proposed: the panel is asked for again, unless somebody writes in it.
  let pending = 0;
  document.addEventListener("chevet:patched", ({ detail }) => {
    if (detail.includes("chosen")) return mark();
    if (!detail.some((id) => /^(queue|heat|region|cell-sum)$/.test(id))) return;
    mark();
    const busy = $("#chosen details[open], #chosen [aria-busy], #chosen :focus:is(select,input)");
    if (pending || busy || !$("#chosen").dataset.href) return;
    pending = setTimeout(() => { pending = 0; open($("#chosen").dataset.href, true); }, 600);
  });

  function step(by) {
    const all = rows(), at = all.findIndex((row) => row.dataset.request === chosen());
    const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
    if (!next || next.dataset.request === chosen()) return;
    next.scrollIntoView({ block: "nearest" });
    open("/cellule/demande/" + next.dataset.request);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.body.dataset.keys === "off" || $("dialog[open]")) return;
    const { target, key } = event;
    if (target.matches("input,select,textarea,button,summary,a:not(.qi)")) return;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      return step(key === "ArrowDown" ? 1 : -1);
    }
    const wanted = key === "Enter" ? "1" : key.toLowerCase();
    if (wanted.length !== 1) return;
    const found = document.querySelector(`[data-key="${CSS.escape(wanted)}"]`);
    if (!found) return;
    event.preventDefault();
    const act = () => { if (found.tagName === "DETAILS") { found.open = true; found.querySelector("select")?.focus(); } else found.click(); };
    key === "Enter" ? act() : chevet.later(act);
  });
  mark();
})();
