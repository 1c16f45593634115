// The text of PDF files as pdf.js (Firefox) gets it: node pdfjs.mjs FILE... prints one JSON list of texts, one per file.
//
// As its viewer asks for it when it lays text over the page, to be selected and searched: without normalisation.
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";

process.getBuiltinModule ??= createRequire(import.meta.url); // Node.js 18 of Debian 12
globalThis.DOMMatrix ??= class {}; // for drawing, which nobody asks for
console.log = console.warn = () => {}; // pdf.js says that it cannot draw
const { getDocument, VerbosityLevel } = await import("pdfjs-dist/legacy/build/pdf.mjs");

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

const texts = [];
for (const path of process.argv.slice(2)) texts.push(await readText(path));
process.stdout.write(JSON.stringify(texts));
