"use strict";
(() => {
  const reader = document.getElementById("reader");
  if (!reader) return;

  // A paragraph's address without its page (#p250) leads to the page that has it; what is folded away opens.
  const goTo = () => {
    const match = /^#p(\d{1,9})$/.exec(location.hash);
    if (!match) return;
    const paragraph = document.getElementById(location.hash.slice(1));
    if (paragraph) {
      const folded = paragraph.closest("details");
      if (folded && !folded.open) {
        folded.open = true;
        paragraph.scrollIntoView();
      }
    } else if (!new URLSearchParams(location.search).has("from")) {
      location.replace(`${reader.dataset.page}?from=${match[1]}${location.hash}`);
    }
  };
  addEventListener("hashchange", goTo);
  goTo();

  // The key becomes buttons that show and hide each kind of marks; the choice is kept.
  const kept = "imcwp-hidden-marks";
  const load = () => {
    try { return new Set((localStorage.getItem(kept) || "").split(" ").filter(Boolean)); } catch { return new Set(); }
  };
  const hidden = load();
  const save = () => {
    try { localStorage.setItem(kept, [...hidden].join(" ")); } catch { /* not kept, but hidden all the same */ }
  };
  const key = document.getElementById("key");
  const button = (content) => {
    const made = document.createElement("button");
    made.type = "button";
    made.append(content);
    return made;
  };
  for (const item of key.querySelectorAll("li[data-kind]")) {
    const kind = item.dataset.kind;
    const made = button(item.firstElementChild);
    const show = () => {
      reader.classList.toggle(`without-${kind}`, hidden.has(kind));
      made.setAttribute("aria-pressed", String(!hidden.has(kind)));
    };
    made.addEventListener("click", () => {
      if (!hidden.delete(kind)) hidden.add(kind);
      save();
      show();
    });
    item.append(made);
    show();
  }
  key.querySelector("p").textContent = "Show in the text";

  const folds = [...reader.querySelectorAll(".margin details:not(.rows)")];
  if (folds.length) {
    const all = button("Open all facts");
    all.className = "all";
    all.setAttribute("aria-pressed", "false");
    all.addEventListener("click", () => {
      const open = all.getAttribute("aria-pressed") === "false";
      for (const fold of folds) fold.open = open;
      all.setAttribute("aria-pressed", String(open));
    });
    key.append(all);
  }

  // The words of a fact light up in the text while the pointer or the focus is on it.
  if (!globalThis.CSS?.highlights || typeof Highlight !== "function") return;
  const rangeOf = (passage, start, end) => {
    const range = document.createRange();
    const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
    let at = 0;
    let begun = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(".marker")) continue;
      // Offsets of the tables count code points, those of the page UTF-16 units.
      const points = Array.from(node.data);
      const unit = (count) => points.slice(0, count).join("").length;
      if (!begun && start < at + points.length) {
        range.setStart(node, unit(start - at));
        begun = true;
      }
      if (begun && end <= at + points.length) {
        range.setEnd(node, unit(end - at));
        return range;
      }
      at += points.length;
    }
    return null;
  };
  const light = (event) => {
    const fact = event.target.closest?.("[data-at]");
    CSS.highlights.delete("of-fact");
    const passage = fact?.closest(".paragraph")?.querySelector(".passage");
    if (!passage) return;
    const range = rangeOf(passage, ...fact.dataset.at.split(" ").map(Number));
    if (range) CSS.highlights.set("of-fact", new Highlight(range));
  };
  for (const name of ["pointerover", "focusin"]) reader.addEventListener(name, light);
  reader.addEventListener("pointerleave", () => CSS.highlights.delete("of-fact"));
})();
