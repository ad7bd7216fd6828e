"use strict";
/* The SQL editor of Datasette, which needs its script apart from the page: colours, line numbers, Shift-Enter, Format. */
(() => {
  const format = document.querySelector("button#sql-format");
  const shown = document.querySelector("pre#sql-query");
  const input = document.querySelector("textarea#sql-editor");
  if (input && window.CodeMirror) {
    const editor = CodeMirror.fromTextArea(input, { lineNumbers: true, mode: "text/x-sql", lineWrapping: true });
    const label = document.querySelector('label[for="sql-editor"]');
    editor.getInputField().setAttribute("aria-label", label ? label.textContent : "SQL");
    if (label) label.addEventListener("click", () => editor.focus());
    editor.setOption("extraKeys", { "Shift-Enter": () => input.form.submit(), Tab: false });
    if (format && window.sqlFormatter) {
      format.hidden = false;
      format.addEventListener("click", () => editor.setValue(sqlFormatter.format(editor.getValue())));
    }
  } else if (format && shown && window.sqlFormatter) {
    const formatted = sqlFormatter.format(shown.textContent);
    format.hidden = formatted === shown.textContent;
    format.addEventListener("click", () => { shown.textContent = formatted; });
  }
})();
