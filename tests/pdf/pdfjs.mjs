// The text of PDF files as pdf.js (Firefox) gets it: node pdfjs.mjs [--copied] FILE... prints a JSON list of texts.
//
// As its viewer lays it over the page to be selected and searched, or as it puts it on the clipboard.
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";

process.getBuiltinModule ??= createRequire(import.meta.url); // Node.js 18 of Debian 12
globalThis.DOMMatrix ??= class {}; // for drawing, which nobody asks for
console.log = console.warn = () => {}; // pdf.js says that it cannot draw
const { getDocument, normalizeUnicode, VerbosityLevel } = await import("pdfjs-dist/legacy/build/pdf.mjs");

async function readText(path) {
  const data = new Uint8Array(await readFile(path));
  const document = await getDocument({ data, verbosity: VerbosityLevel.ERRORS }).promise;
  let text = "";
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent({ disableNormalization: true });
    text += items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("") + "\f";
  }
  await document.destroy();
  return text;
}

const copied = process.argv[2] === "--copied";
const texts = [];
for (const path of process.argv.slice(copied ? 3 : 2)) {
  const text = await readText(path);
  texts.push(copied ? normalizeUnicode(text) : text);
}
process.stdout.write(JSON.stringify(texts));
