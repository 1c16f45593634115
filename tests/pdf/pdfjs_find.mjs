// How often a reader of pdf.js (Firefox) finds words in PDF files: its own search, without its window.
//
// node pdfjs_find.mjs, with a JSON list of [file, [word...]] as input, prints a JSON list of lists of counts.
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";

process.getBuiltinModule ??= createRequire(import.meta.url); // Node.js 18 of Debian 12
globalThis.DOMMatrix ??= class {};
globalThis.window = { requestAnimationFrame: setTimeout };
globalThis.document = new Proxy(() => {}, { get: () => document, apply: () => document, set: () => true });
console.log = console.warn = () => {};
globalThis.pdfjsLib = await import("pdfjs-dist/legacy/build/pdf.mjs");
const { EventBus, PDFFindController } = await import("pdfjs-dist/legacy/web/pdf_viewer.mjs");

async function count(pdf, words) {
  const eventBus = new EventBus();
  const linkService = { pagesCount: pdf.numPages, page: 1 };
  new PDFFindController({ linkService, eventBus, updateMatchesCountOnProgress: false }).setDocument(pdf);
  const counts = [];
  for (const query of words) {
    const found = new Promise((resolve) => eventBus.on("updatefindmatchescount", resolve, { once: true }));
    eventBus.dispatch("find", { type: "again", query, caseSensitive: false, entireWord: false, findPrevious: false });
    counts.push((await found).matchesCount.total);
  }
  return counts;
}

const counts = [];
for (const [path, words] of JSON.parse(await text(process.stdin))) {
  const data = new Uint8Array(await readFile(path));
  const pdf = await pdfjsLib.getDocument({ data, verbosity: pdfjsLib.VerbosityLevel.ERRORS }).promise;
  counts.push(await count(pdf, words));
  await pdf.destroy();
}
process.stdout.write(JSON.stringify(counts));
