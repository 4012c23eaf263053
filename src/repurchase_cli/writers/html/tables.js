"use strict";
const lang = document.documentElement.lang, said = document.body.dataset;
const compare = new Intl.Collator(lang, { numeric: true }).compare;
const key = (row, at) => {
  const cell = row.cells[at], day = cell.querySelector("time"), number = cell.dataset.v;
  return day ? day.dateTime : number === undefined ? cell.textContent.trim() : number === "" ? "" : +number;
};
const order = (a, b) => typeof a === "number" && typeof b === "number" ? a - b : compare(a, b);
for (const table of document.querySelectorAll("table.data")) {
  const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
  if (rows.length < 3) continue;
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const before = head.getAttribute("aria-sort");
      const next = before === "descending" ? "ascending" : before === "ascending" ? null : "descending";
      heads.forEach(one => one.removeAttribute("aria-sort"));
      if (next) head.setAttribute("aria-sort", next);
      const keys = new Map(rows.map(row => [row, key(row, at)])), sign = next === "descending" ? -1 : 1;
      body.append(...(next ? [...rows].sort((a, b) => {
        const [x, y] = [keys.get(a), keys.get(b)];
        return x === "" || y === "" ? (x === "") - (y === "") : sign * order(x, y);
      }) : rows));
    });
  });
  if (rows.length < 13) continue;
  const box = document.createElement("input"), count = document.createElement("output");
  const texts = rows.map(row => [...row.cells].map(cell => cell.textContent.trim()).join("\n").toLowerCase());
  box.type = "search";
  box.placeholder = said.filter;
  box.setAttribute("aria-label", said.filter);
  box.addEventListener("input", () => {
    const wanted = box.value.trim().toLowerCase();
    rows.forEach((row, at) => { row.hidden = !texts[at].includes(wanted); });
    const left = rows.filter(row => !row.hidden).length;
    count.textContent = wanted ? `${left} ${said.of} ${rows.length}` : "";
  });
  const bar = document.createElement("p");
  bar.className = "filter";
  bar.append(box, " ", count);
  table.parentElement.before(bar);
}
