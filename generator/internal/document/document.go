// Package document holds a page as people write it: front matter and Markdown, and the link schemes that carry a
// page's meaning ([Term], [Source], [Lang]).
//
// [Parse] reads a page, [Document.Format] writes it, and Parse(Format(d)) gives d back. A Document keeps the bytes of
// its Markdown; [Document.AST] parses them, and the packages that mark a page return [Edit] values, which [Splice]
// applies, so that nothing but the marks ever changes.
package document

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"bayan/generator/internal/arabic"
	"bayan/generator/internal/diag"
)

// Document is one page in one language.
type Document struct {
	File        string      // the author's path, for findings
	Path        string      // where the page stands in the content folder: "explainers/x/index.ar.md"
	Lang        string      // "ar" or "en"
	FrontMatter FrontMatter //
	Body        []byte      // Markdown, UTF-8, "\n" line ends

	bodyLine int      // the author's line on which Body begins, 1-based
	lines    []int    // for a Body made by the program: the author's line of each of its lines
	keys     keyLines // where the front matter's keys stand
}

// New makes a document that no file holds as it stands. lines gives the author's line (1-based) for each line of body;
// nil where there is none to name.
func New(file, contentPath, lang string, fm FrontMatter, body []byte, lines []int) Document {
	return Document{File: file, Path: contentPath, Lang: lang, FrontMatter: fm, Body: body, bodyLine: 1, lines: lines}
}

// Parse reads a Markdown page. file is the author's path, contentPath its place in the content folder, from which the
// language is read: ".ar.md" or ".en.md". The findings say what is wrong with the front matter; with an error among them the document is
// not to be used.
func Parse(file, contentPath string, data []byte) (Document, []diag.Finding) {
	d := Document{File: file, Path: contentPath, Lang: langOf(contentPath)}
	if d.Lang == "" {
		return d, []diag.Finding{{File: file, Severity: diag.Error, Code: "page-language",
			Message: fmt.Sprintf("the name %s does not say the page's language", diag.Quote(path.Base(contentPath))),
			Hint:    "name it ….ar.md or ….en.md"}}
	}
	if !utf8.Valid(data) {
		line := 1 + bytes.Count(data[:validPrefix(data)], []byte("\n"))
		return d, []diag.Finding{{File: file, Line: line, Severity: diag.Error, Code: "page-encoding", Message: "the page is not UTF-8 text", Hint: "save it as UTF-8"}}
	}
	block, fs := SplitFrontMatter(file, NormalizeLineEnds(data))
	if diag.Failed(fs) {
		return d, fs
	}
	d.Body, d.bodyLine, d.keys = block.Body, block.BodyLine, block.keys
	fs = append(fs, block.Decode(&d.FrontMatter)...)
	if !diag.Failed(fs) {
		fs = append(fs, d.check()...)
		fs = append(fs, diag.BidiControls(file, arabic.BidiControlLines(NormalizeLineEnds(data)))...)
	}
	return d, fs
}

// validPrefix gives the length of the part of data that is UTF-8.
func validPrefix(data []byte) int {
	n := 0
	for n < len(data) {
		r, size := utf8.DecodeRune(data[n:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		n += size
	}
	return n
}

// langOf reads a page's language from its file name: "x.ar.md" is Arabic. It is "" where the name does not say.
func langOf(name string) string {
	switch {
	case strings.HasSuffix(name, ".ar.md"):
		return "ar"
	case strings.HasSuffix(name, ".en.md"):
		return "en"
	}
	return ""
}

// Format writes the document: TOML front matter between +++ lines, then the body.
func (d Document) Format() []byte {
	return append(d.FrontMatter.format(), d.Body...)
}

// Line gives the author's line of an offset in Body.
func (d Document) Line(offset int) int {
	return d.authorLine(bytes.Count(d.Body[:offset], []byte("\n")))
}

func (d Document) authorLine(bodyLine int) int {
	if d.lines == nil {
		return d.bodyLine + bodyLine
	}
	if len(d.lines) == 0 {
		return 0
	}
	return d.lines[min(bodyLine, len(d.lines)-1)]
}

// KeyLine gives the author's line of a front matter key, or the first line of the file.
func (d Document) KeyLine(key string) int { return max(d.keys[key], 1) }

// AuthorLine translates a line of what [Document.Format] writes (1-based) into the author's own; the front matter's lines lead to line 1.
func (d Document) AuthorLine(formatted int) int {
	front := bytes.Count(d.FrontMatter.format(), []byte("\n"))
	if formatted <= front {
		return 1
	}
	return d.authorLine(formatted - front - 1)
}

// WithBody gives the document another body with the same lines.
func (d Document) WithBody(body []byte) Document {
	d.Body = body
	return d
}

// NormalizeLineEnds turns CR LF and CR into LF and drops a byte order mark.
func NormalizeLineEnds(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.IndexByte(data, '\r') < 0 {
		return data
	}
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
}
