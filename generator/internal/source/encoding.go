package source

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"bayan/generator/internal/arabic"
	"bayan/generator/internal/diag"
)

// Decoded is a file's text and how it was written.
type Decoded struct {
	Text     string // UTF-8, line ends as received, no byte order mark
	Encoding string // IANA name: UTF-8, UTF-16LE, UTF-16BE, windows-1256 or ISO-8859-6

	markLength int // of the byte order mark, in bytes
	encoding   encoding.Encoding
}

// fileKinds are files that people take for text, by their first bytes.
var fileKinds = []struct{ magic, kind string }{
	{"%PDF-", "a PDF"}, {"PK\x03\x04", "a word processor's file or an archive"}, {"\xd0\xcf\x11\xe0", "an old word processor's file"},
	{"{\\rtf", "an RTF file"}, {"\x89PNG", "a picture"}, {"\xff\xd8\xff", "a picture"}, {"\x1f\x8b", "an archive"},
}

// Decode reads text in UTF-8, UTF-16 with a byte order mark, Windows-1256 or ISO-8859-6. The last two carry no sign of
// themselves: bytes that are not UTF-8 are read as the one in which they look like Arabic. A finding says why data is
// not text.
func Decode(file string, data []byte) (Decoded, []diag.Finding) {
	fail := func(code, message, hint string) (Decoded, []diag.Finding) {
		return Decoded{}, []diag.Finding{{File: file, Severity: diag.Error, Code: code, Message: message, Hint: hint}}
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return fail("empty-file", "the file is empty", "paste the report's text into it")
	}
	for _, k := range fileKinds {
		if bytes.HasPrefix(data, []byte(k.magic)) {
			return fail("not-text", "the file is "+k.kind+", not plain text", "open it, copy its text, and paste that into a .txt file")
		}
	}
	d, ok := decode(data)
	switch {
	case strings.ContainsRune(d.Text, 0) || !ok && bytes.IndexByte(data, 0) >= 0:
		return fail("not-text", "the file holds zero bytes: it is not text, or it is UTF-16 without its byte order mark", "save it as UTF-8 text")
	case !ok:
		return fail("unknown-encoding", "the file's encoding is none of UTF-8, UTF-16, Windows-1256 and ISO-8859-6", "save it as UTF-8 text")
	}
	return d, nil
}

func decode(data []byte) (Decoded, bool) {
	for _, marked := range []Decoded{
		{Encoding: "UTF-8", markLength: 3, encoding: unicode.UTF8},
		{Encoding: "UTF-16LE", markLength: 2, encoding: unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
		{Encoding: "UTF-16BE", markLength: 2, encoding: unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	} {
		mark, err := marked.encoding.NewEncoder().String("\ufeff")
		if err != nil || !bytes.HasPrefix(data, []byte(mark)) {
			continue
		}
		text, err := marked.encoding.NewDecoder().Bytes(data[marked.markLength:])
		marked.Text = string(text)
		return marked, err == nil && (marked.Encoding != "UTF-8" || utf8.Valid(data))
	}
	if utf8.Valid(data) {
		return Decoded{Text: string(data), Encoding: "UTF-8", encoding: unicode.UTF8}, true
	}
	for _, d := range []Decoded{
		{Encoding: "windows-1256", encoding: charmap.Windows1256},
		{Encoding: "ISO-8859-6", encoding: charmap.ISO8859_6},
	} {
		text, err := d.encoding.NewDecoder().Bytes(data)
		d.Text = string(text)
		if err == nil && looksArabic(d.Text) {
			return d, true
		}
	}
	return Decoded{}, false
}

// looksArabic tells text that was decoded rightly: nearly all that is not ASCII is an Arabic letter or the punctuation
// beside it, no byte was undefined, and the article – the most frequent pair of letters in Arabic – begins some words. Arabic
// in ISO-8859-6 read as Windows-1256 is full of Latin letters with accents, and the other way round of undefined bytes.
func looksArabic(text string) bool {
	var other, arabicLetters int
	for _, r := range text {
		switch {
		case r == utf8.RuneError, r < ' ' && !strings.ContainsRune("\t\n\v\f\r", r):
			return false
		case arabic.IsLetter(r):
			arabicLetters++
		case r >= utf8.RuneSelf && !strings.ContainsRune("،؛؟ـ«»“”‘’–—…•\u00a0\u200c\u200d\u200e\u200f", r) && arabic.Fold(string(r)) != "":
			other++
		}
	}
	return arabicLetters > 20*other && strings.Contains(text, "ال")
}

// bodyBytes gives the bytes of the file from its given line (1-based) on, as received.
func (d Decoded) bodyBytes(data []byte, line int) []byte {
	front, err := d.encoding.NewEncoder().String(d.Text[:lineOffset(d.Text, line)])
	if err != nil { // what was decoded can be encoded
		panic(fmt.Sprintf("encoding %s: %v", d.Encoding, err))
	}
	return data[d.markLength+len(front):]
}

// lineOffset gives the byte offset of a line (1-based) of text whose lines end in LF, CR LF or CR.
func lineOffset(text string, line int) int {
	offset := 0
	for ; line > 1; line-- {
		end := strings.IndexAny(text[offset:], "\r\n")
		if end < 0 {
			return len(text)
		}
		offset += end + 1
		if text[offset-1] == '\r' && strings.HasPrefix(text[offset:], "\n") {
			offset++
		}
	}
	return offset
}
