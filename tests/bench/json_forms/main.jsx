// The peer: JSON Forms with its vanilla renderers over the same files, measured from inside the page.
import { createElement as h, useState } from "react";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { JsonForms } from "@jsonforms/react";
import { vanillaCells, vanillaRenderers } from "@jsonforms/vanilla-renderers";

const read = async (name) => (await fetch(name)).json();

/** All categories under one another: what our dense page does with the same file. */
const dense = (ui) => ({
  type: "VerticalLayout",
  elements: ui.elements.map((step) => ({ ...step, type: "Group" })),
});

function Form({ schema, ui, start }) {
  const [data, setData] = useState(start);
  window.answers = data;
  return h(JsonForms, {
    schema,
    uischema: ui,
    data,
    renderers: vanillaRenderers,
    cells: vanillaCells,
    onChange: ({ data: changed }) => setData(changed),
  });
}

const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/** Seconds until all controls are in the document, and until they are painted. */
window.open_form = async (isDense) => {
  const [schema, ui, start] = await Promise.all(["schema.json", "ui.json", "data.json"].map(read));
  const root = createRoot(document.getElementById("form"));
  const began = performance.now();
  flushSync(() => root.render(h(Form, { schema, ui: isDense ? dense(ui) : ui, start })));
  const there = performance.now();
  await painted();
  const controls = document.querySelectorAll(".control").length;
  return { there: (there - began) / 1e3, painted: (performance.now() - began) / 1e3, controls };
};

/** Watches the first field: seconds from each key until its error came or went, and until that was painted. */
window.watch_keys = () => {
  const line = document.querySelector("input[type=text], input:not([type])");
  const control = line.closest(".control");
  const wrong = () => control.querySelector(".validation_error") !== null;
  window.keys = [];
  let began = 0;
  let before = wrong();
  line.addEventListener("keydown", () => (began = performance.now()), true);
  new MutationObserver(() => {
    if (wrong() === before) return;
    before = !before;
    const updated = (performance.now() - began) / 1e3;
    painted().then(() => window.keys.push({ updated, painted: (performance.now() - began) / 1e3, wrong: before }));
  }).observe(control, { subtree: true, childList: true, characterData: true, attributes: true });
  line.focus();
  return { wrong: before, disabled: document.querySelectorAll(":disabled").length };
};
