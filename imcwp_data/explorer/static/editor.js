"use strict";
/* The SQL editor of Datasette: colours, line numbers, Shift-Enter, Format. It is fetched when the field is entered; until
   then, and without it, the field is a plain one. */
(() => {
  const addresses = document.currentScript.dataset;
  const format = document.querySelector("button#sql-format");
  const shown = document.querySelector("pre#sql-query");
  const input = document.querySelector("textarea#sql-editor");
  let editor = null;

  const fetched = (script) => new Promise((done, failed) => {
    const made = document.createElement("script");
    made.src = script;
    made.addEventListener("load", done);
    made.addEventListener("error", failed);
    document.head.append(made);
  });
  const fetchStyle = () => new Promise((done, failed) => {
    const made = document.createElement("link");
    made.rel = "stylesheet";
    made.href = addresses.style;
    made.addEventListener("load", done);
    made.addEventListener("error", failed);
    // Before the site's own, which has the last word on colours.
    document.head.prepend(made);
  });

  const edit = async () => {
    await fetchStyle();
    for (const script of addresses.editor.split(" ")) await fetched(script);
    const isEntered = document.activeElement === input;
    const at = input.selectionStart;
    editor = CodeMirror.fromTextArea(input, { lineNumbers: true, mode: "text/x-sql", lineWrapping: true });
    const label = document.querySelector('label[for="sql-editor"]');
    editor.getInputField().setAttribute("aria-label", label ? label.textContent : "SQL");
    if (label) label.addEventListener("click", () => editor.focus());
    editor.setOption("extraKeys", { "Shift-Enter": () => input.form.submit(), Tab: false, "Shift-Tab": false });
    if (!isEntered) return;
    editor.setCursor(editor.posFromIndex(at));
    editor.focus();
  };
  if (input) input.addEventListener("focus", edit, { once: true });

  if (!format || !(shown || input)) return;
  format.hidden = false;
  format.addEventListener("click", async () => {
    if (!window.sqlFormatter) await fetched(addresses.formatter);
    if (editor) editor.setValue(sqlFormatter.format(editor.getValue()));
    else if (input) input.value = sqlFormatter.format(input.value);
    else shown.textContent = sqlFormatter.format(shown.textContent);
  });
})();
