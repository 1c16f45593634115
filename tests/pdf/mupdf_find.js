// How often MuPDF finds words in PDF files: mutool run mupdf_find.js ARGUMENT... prints a JSON list of lists of counts.
//
// Each argument is a file and its words, a line each.
var counts = scriptArgs.map(function (argument) {
  var words = argument.split("\n");
  var pdf = new Document(words.shift());
  return words.map(function (word) {
    var count = 0;
    for (var number = 0; number < pdf.countPages(); number++) count += pdf.loadPage(number).search(word).length;
    return count;
  });
});
print(JSON.stringify(counts));
