"use strict";
/* What Datasette's table.js expects to find: whether the rows may be counted by the values of a column. */
window.DATASETTE_ALLOW_FACET = document.currentScript.dataset.allowFacet === "true";
