"use strict";
const page = document.querySelector("main");
const words = page.dataset;
const cards = [...document.querySelectorAll("section.pair")];
const save = document.querySelector("button.save");
let unsaved = false;

// As mintgeo/_csv.py: no spreadsheet takes it for a formula, and reading takes the sign away again.
function cellOf(text) {
  const begins = /(?:^|[,;|\t\r\n])[\s"\ufeff\u200b-\u200f\u2060]*/.source;
  const plain = /[+-][\s(.]*\d[\d\s.,()]*[%€]?\s*(?:$|[,;|\t\r\n])/.source;
  const formula = new RegExp(`(${begins})(?!${plain})('*[=+@＝＋－＠-])(?=.)`, "gs");
  return `"${text.replace(/\s+/g, " ").replace(formula, "$1'$2").replace(/"/g, '""')}"`;
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((one) => String(one).padStart(2, "0")).join("-");
}

function decisionOf(card) {
  const chosen = card.querySelector("input[type=radio]:checked");
  return chosen ? chosen.value : "";
}

function rows() {
  return cards.filter(decisionOf).map((card) => {
    const { a, checkA, b, checkB } = card.dataset;
    return [a, checkA, b, checkB, decisionOf(card), today(), card.querySelector("input.note").value];
  });
}

function told() {
  const done = rows().length;
  document.querySelector("output").textContent =
    words.done.replace("{n}", String(done)).replace("{whole}", String(cards.length));
  save.disabled = done === 0;
}

function download() {
  const header = JSON.parse(words.header);
  const text = [header, ...rows()].map((row) => row.map(cellOf).join(";")).join("\r\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv;charset=utf-8" }));
  link.download = words.file;
  document.body.append(link);
  link.click();
  link.remove();
  unsaved = false;
}

for (const card of cards) {
  card.addEventListener("change", () => {
    unsaved = true;
    card.classList.toggle("decided", decisionOf(card) !== "");
    told();
  });
}
save.addEventListener("click", download);
window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
told();
