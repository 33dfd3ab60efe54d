package glossary

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	textunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"bayan/generator/internal/arabic"
	"bayan/generator/internal/diag"
)

// What is read of a TBX file, at most. Microsoft's terminology of one language has some 10 MB, and its deepest element is the tenth.
const (
	maxTBX      = 16 << 20
	maxTBXDepth = 64
	maxIDNotes  = 10 // ids that are named when they had to be made; the others are counted
)

// ParseTBX reads a glossary from TBX, in UTF-8 or in UTF-16 with a byte order mark: the edition of 2019 (ISO 30042:2019: tbx, conceptEntry,
// langSec, termSec; its style "dct" too, whose elements are named as the data categories) and that of 2008 (ISO 30042:2008 on ISO 12200:
// martif, termEntry, langSet, tig or ntig) as Weblate writes it (Translate Toolkit, translate/storage/tbx.py: no ids, an explanation as
// descrip without type) and Microsoft (its Terminology Collection: ids as "6151_126", languages as "en-US", the definition in descripGrp).
//
// The first term of a language is its term and the others are forms; the subject field is the category. Entities are refused,
// not expanded. What is missing of a concept is not a finding here, as in [ParseCSV]; an id that is missing or cannot be an id is made, with a note.
func ParseTBX(file string, data []byte) (Glossary, []diag.Finding) {
	r := tbxReader{file: file, skipped: map[string]bool{}}
	if len(data) > maxTBX {
		return Glossary{}, r.refuse(0, "too-large", fmt.Sprintf("the file is larger than %d MB", maxTBX>>20), "split it, or export fewer languages")
	}
	text, err := xmlText(data)
	if err != nil {
		return Glossary{}, r.refuse(1, "encoding", "the file is not valid UTF-16", "save it as UTF-8")
	}
	r.decoder = xml.NewDecoder(bytes.NewReader(text))
	r.decoder.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if strings.HasPrefix(strings.ToLower(label), "utf-16") { // it is UTF-8 by now
			return in, nil
		}
		return nil, errors.New("only UTF-8 and UTF-16 are read")
	}
	if refused := r.read(); refused != nil {
		return Glossary{}, refused
	}
	g := New(r.concepts())
	return g, append(r.found, g.checkIDs(file)...)
}

// xmlText gives a file's text in UTF-8, without byte order mark. What is not UTF-8 the XML decoder refuses, at its line.
func xmlText(data []byte) ([]byte, error) {
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		return textunicode.UTF16(textunicode.LittleEndian, textunicode.ExpectBOM).NewDecoder().Bytes(data)
	}
	return bytes.TrimPrefix(data, []byte("\ufeff")), nil
}

// tbxReader reads a file token by token, and keeps the elements that are open.
type tbxReader struct {
	file    string
	decoder *xml.Decoder
	open    []tbxElement
	lang    string // of the whole file
	rooted  bool
	entry   *tbxEntry // the one that is open
	entries []tbxEntry
	field   int // how many elements were open when the field that is read began; 0 where none is read
	text    strings.Builder
	skipped map[string]bool // languages that a glossary does not hold
	found   []diag.Finding
}

// tbxElement is an element that is open: its name, and the language that it or one around it has, the root apart.
type tbxElement struct{ name, lang, category, target string }

// tbxEntry is a concept as the file has it.
type tbxEntry struct {
	concept    Concept
	id         string
	related    []string          // ids of the file
	definition map[string]string // by language, where it belongs to the concept as a whole
}

func (r *tbxReader) refuse(line int, code, message, hint string) []diag.Finding {
	return []diag.Finding{{File: r.file, Line: line, Severity: diag.Error, Code: code, Message: message, Hint: hint}}
}

func (r *tbxReader) note(line int, severity diag.Severity, code, message, hint string) {
	r.found = append(r.found, diag.Finding{File: r.file, Line: line, Severity: severity, Code: code, Message: message, Hint: hint})
}

// read reads all of the file, or gives the one finding for which it is refused.
func (r *tbxReader) read() []diag.Finding {
	for {
		line, _ := r.decoder.InputPos()
		token, err := r.decoder.Token()
		var syntax *xml.SyntaxError
		switch {
		case err == io.EOF && r.rooted:
			return nil
		case err == io.EOF:
			return r.refuse(1, "not-tbx", "the file is not TBX: it has no element", tbxHint)
		case errors.As(err, &syntax):
			return r.refuse(syntax.Line, "xml", "the file is not valid XML: "+syntax.Msg, xmlHint)
		case err != nil:
			return r.refuse(line, "xml", "the file is not valid XML: "+strings.TrimPrefix(err.Error(), "xml: "), "save it as UTF-8")
		}
		switch t := token.(type) {
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("ENTITY")) {
				return r.refuse(line, "xml-entity", "the file declares entities of its own, which are not read", "remove the <!ENTITY …> declarations")
			}
		case xml.StartElement:
			if refused := r.start(t, line); refused != nil {
				return refused
			}
		case xml.CharData:
			if r.field > 0 {
				r.text.Write(t)
			}
		case xml.EndElement:
			r.end()
		}
	}
}

const (
	tbxHint = "its first element is <tbx> or, in older files, <martif>"
	xmlHint = "export it anew from the program that wrote it"
)

// start opens an element.
func (r *tbxReader) start(e xml.StartElement, line int) []diag.Finding {
	element := tbxElement{name: e.Name.Local, category: e.Name.Local, target: attribute(e, "target")}
	if element.name == "descrip" || element.name == "ref" {
		element.category = attribute(e, "type")
	}
	lang := strings.ToLower(attribute(e, "lang"))
	element.lang, _, _ = strings.Cut(strings.ReplaceAll(lang, "_", "-"), "-")
	parent := tbxElement{}
	switch {
	case len(r.open) >= maxTBXDepth:
		return r.refuse(line, "xml-depth", fmt.Sprintf("elements are nested more than %d deep", maxTBXDepth), xmlHint)
	case len(r.open) > 0:
		parent = r.open[len(r.open)-1]
	case r.rooted:
		return r.refuse(line, "xml", "the file is not valid XML: it has more than one outermost element", xmlHint)
	case element.name != "tbx" && element.name != "martif":
		return r.refuse(line, "not-tbx", fmt.Sprintf("the file is not TBX: it begins with the element %s", diag.Quote(element.name)), tbxHint)
	default:
		r.rooted, r.lang, element.lang = true, element.lang, ""
	}
	if element.lang == "" {
		element.lang = parent.lang
	}
	r.open = append(r.open, element)
	switch {
	case r.entry == nil && (element.name == "conceptEntry" || element.name == "termEntry"):
		r.entry = &tbxEntry{concept: Concept{line: line}, id: strings.TrimSpace(attribute(e, "id")), definition: map[string]string{}}
	case r.entry == nil || r.field > 0:
	case (element.name == "langSec" || element.name == "langSet") && element.lang == "":
		r.note(line, diag.Warning, "no-language", "these terms have no language, and are left out", `add xml:lang="ar" or xml:lang="en"`)
	case element.isField(parent):
		r.field = len(r.open)
		r.text.Reset()
	}
	return nil
}

// attribute gives an attribute by its name, whatever its prefix: xml:lang, and lang as ISO 12200 has it.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// isField reports whether the text of an element is read. A descrip without type is an explanation, as Weblate writes it.
func (e tbxElement) isField(parent tbxElement) bool {
	switch e.category {
	case "term":
		return parent.name == "termSec" || parent.name == "tig" || parent.name == "termGrp"
	case "definition", "subjectField", "crossReference":
		return true
	}
	return e.name == "descrip" && e.category == ""
}

// end closes the innermost element. The decoder holds that there is one.
func (r *tbxReader) end() {
	element := r.open[len(r.open)-1]
	if r.field == len(r.open) {
		r.field = 0
		r.entry.set(element, r)
	}
	r.open = r.open[:len(r.open)-1]
	if r.entry != nil && (element.name == "conceptEntry" || element.name == "termEntry") && !slices.ContainsFunc(r.open, func(e tbxElement) bool {
		return e.name == "conceptEntry" || e.name == "termEntry"
	}) {
		r.entries = append(r.entries, *r.entry)
		r.entry = nil
	}
}

// wrapped is where a program that indents XML has broken a text.
var wrapped = regexp.MustCompile(`[ \t\n]*\n[ \t]+`)

// set gives a concept what a field says. What is said twice counts once: the first.
func (e *tbxEntry) set(field tbxElement, r *tbxReader) {
	text := strings.TrimSpace(wrapped.ReplaceAllString(r.text.String(), " "))
	switch {
	case field.category == "crossReference":
		e.related = append(e.related, strings.TrimPrefix(field.target, "#"))
	case field.category == "subjectField":
		e.concept.Category = firstText(e.concept.Category, text)
	case text == "":
	case field.category == "term":
		if entry := e.in(field.lang, r); entry != nil && entry.Term == "" {
			entry.Term = text
		} else if entry != nil {
			entry.Forms = append(entry.Forms, text)
		}
	case field.lang != "":
		if entry := e.in(field.lang, r); entry != nil {
			entry.Definition = firstText(entry.Definition, text)
		}
	default:
		lang := firstText(arabic.Language(text), r.lang)
		e.definition[lang] = firstText(e.definition[lang], text)
	}
}

// in gives the entry of a language, or nil where a glossary has none.
func (e *tbxEntry) in(lang string, r *tbxReader) *Entry {
	switch lang {
	case "ar":
		return &e.concept.Arabic
	case "en":
		return &e.concept.English
	case "": // said where the section begins
	default:
		r.skipped[lang] = true
	}
	return nil
}

// concepts gives what was read as concepts of a glossary, with ids that are valid, and notes what was left out or made.
func (r *tbxReader) concepts() []Concept {
	entries := slices.DeleteFunc(r.entries, func(e tbxEntry) bool { return e.concept.Arabic.Term == "" && e.concept.English.Term == "" })
	if len(r.skipped) > 0 {
		langs := slices.Sorted(maps.Keys(r.skipped))
		r.note(1, diag.Note, "not-carried", fmt.Sprintf("a glossary holds Arabic and English: not %s", diag.Quote(strings.Join(langs, ", "))), "")
	}
	if len(entries) == 0 {
		r.note(1, diag.Warning, "no-concepts", "the file has no Arabic or English term", `languages are named by xml:lang, as in <langSec xml:lang="ar">`)
	}
	ids := r.ids(entries)
	concepts := make([]Concept, len(entries))
	for i, e := range entries {
		c := e.concept
		c.Arabic.Definition = firstText(c.Arabic.Definition, e.definition["ar"])
		c.English.Definition = firstText(c.English.Definition, e.definition["en"])
		for _, target := range e.related {
			if id, ok := ids[target]; ok {
				c.Related = append(c.Related, id)
			} else {
				r.note(c.line, diag.Note, "unknown-related", fmt.Sprintf("the cross-reference to %s is left out: it is no concept of this file", diag.Quote(target)), "")
			}
		}
		concepts[i] = c
	}
	return concepts
}

func firstText(texts ...string) string {
	i := max(0, slices.IndexFunc(texts, func(s string) bool { return s != "" }))
	return texts[i]
}

// ids gives every concept its id: the file's, or one that is made. The result leads from the ids of the file to these.
func (r *tbxReader) ids(entries []tbxEntry) map[string]string {
	taken := map[string]bool{}
	for i, e := range entries {
		if id := fromXMLID(e.id); isID(id) {
			entries[i].concept.ID, taken[id] = id, true
		}
	}
	byFile := map[string]string{}
	last := map[string]int{} // how often an id was made of the same text
	made := 0
	for i, e := range entries {
		c := &entries[i].concept
		if c.ID == "" {
			c.ID = madeID(e, i, taken, last)
			if made++; made <= maxIDNotes {
				what := "has no id"
				if e.id != "" {
					what = fmt.Sprintf("has the id %s, which a page cannot have", diag.Quote(e.id))
				}
				r.note(c.line, diag.Note, "made-id", fmt.Sprintf("the concept %s: its id becomes %s", what, diag.Quote(c.ID)), "change it before its page is published, not after")
			}
		}
		if _, known := byFile[e.id]; !known && e.id != "" {
			byFile[e.id] = c.ID
		}
	}
	if made > maxIDNotes {
		r.note(1, diag.Note, "made-id", fmt.Sprintf("%d more ids were made in the same way", made-maxIDNotes), "")
	}
	return byFile
}

// madeID makes an id of the file's or, where nothing is left of that, of the English term, and takes it.
func madeID(e tbxEntry, i int, taken map[string]bool, last map[string]int) string {
	id := firstText(slug(e.id), slug(e.concept.English.Term), fmt.Sprintf("concept-%d", i+1))
	for n := last[id]; ; n++ {
		made := id
		if n > 0 {
			made = fmt.Sprintf("%s-%d", id, n+1)
		}
		if isID(made) && !taken[made] {
			taken[made], last[id] = true, n+1
			return made
		}
	}
}

func isID(id string) bool { return idPattern.MatchString(id) && id != "index" }

// maxSlug is the length of the longest id that is made.
const maxSlug = 60

// slug makes of a text what an id may hold of it.
func slug(text string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(text)) {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			b.WriteRune(r)
		case !unicode.Is(unicode.Mn, r) && r != '’' && r != '\'' && b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= maxSlug {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}

// toXMLID writes an id as XML has it, where an id does not begin with a digit (xsd:ID).
func toXMLID(id string) string {
	if id != "" && '0' <= id[0] && id[0] <= '9' {
		return "_" + id
	}
	return id
}

func fromXMLID(id string) string {
	if rest, marked := strings.CutPrefix(id, "_"); marked && toXMLID(rest) == id {
		return rest
	}
	return id
}
