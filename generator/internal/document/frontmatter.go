package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/adrg/frontmatter"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
	"github.com/pelletier/go-toml/v2"

	"bayan/generator/internal/arabic"
	"bayan/generator/internal/diag"
	"bayan/generator/internal/tomlfile"
)

// FrontMatter is what a page says about itself. The Marked fields hold the plain field beside them as inline Markdown
// with its runs of the other script marked; they, ReadingMinutes, Glossary, Citations and Concept are derived and never written by hand.
// Hugo's routing fields (url, aliases, outputs …) are not among them: an author's file cannot move a page.
type FrontMatter struct {
	Title             string   `toml:"title,omitempty"`
	MarkedTitle       string   `toml:"marked_title,omitempty" by:"program"`
	HeadlineDerived   bool     `toml:"headline_derived,omitempty" by:"program"` // the source text has no headline of its own
	Slug              string   `toml:"slug,omitempty"`
	Description       string   `toml:"description,omitempty"`
	MarkedDescription string   `toml:"marked_description,omitempty" by:"program"`
	Date              string   `toml:"date,omitempty"`    // ISO 8601
	Lastmod           string   `toml:"lastmod,omitempty"` // ISO 8601
	Draft             bool     `toml:"draft,omitempty"`
	Weight            int      `toml:"weight,omitempty"` // place in a list, from 1; 0 for the list's own order
	ReadingMinutes    int      `toml:"reading_minutes,omitempty" by:"program"`
	KeyPoints         []string `toml:"key_points,omitempty"`
	MarkedKeyPoints   []string `toml:"marked_key_points,omitempty" by:"program"`

	Source    *Record         `toml:"source,omitempty" by:"program"`
	Glossary  []GlossaryEntry `toml:"glossary,omitempty" by:"program"`
	Citations []Citation      `toml:"citations,omitempty" by:"program"`
	Concept   *Concept        `toml:"concept,omitempty" by:"program"`

	// Params holds the fields this program does not know, as they were; Hugo offers them to templates under the same names.
	Params map[string]any `toml:"params,omitempty"`
}

// Record is what is known of a source text. An empty field is not known.
type Record struct {
	Publisher        string    `toml:"publisher,omitempty"`
	Author           string    `toml:"author,omitempty"`
	URL              string    `toml:"url,omitempty"`
	Published        string    `toml:"published,omitempty"`
	Retrieved        string    `toml:"retrieved,omitempty"`
	OriginalLanguage string    `toml:"original_language,omitempty"`
	Rights           string    `toml:"rights,omitempty"` // full, excerpt or none
	Language         string    `toml:"language,omitempty"`
	Digest           string    `toml:"digest,omitempty"`   // "sha256:" and the hexadecimal digest of the text's bytes as received
	Encoding         string    `toml:"encoding,omitempty"` // IANA name
	Words            int       `toml:"words,omitempty"`
	ReadingMinutes   int       `toml:"reading_minutes,omitempty"`
	Dropped          []Dropped `toml:"dropped,omitempty"`
}

// Dropped is a line of a source text that its page leaves out.
type Dropped struct {
	Line   int    `toml:"line"` // in the author's file, 1-based
	Text   string `toml:"text"`
	Reason string `toml:"reason"` // the id of the rule that matched
}

// GlossaryEntry is a term that occurs on a page, as its own glossary shows it.
type GlossaryEntry struct {
	ID                 string `toml:"id"`
	Surface            string `toml:"surface"` // as it stands in the text, at its first mark
	Arabic             string `toml:"ar"`
	English            string `toml:"en"`
	Category           string `toml:"category"`
	DefinitionAR       string `toml:"definition_ar"`
	MarkedDefinitionAR string `toml:"marked_definition_ar,omitempty"`
	DefinitionEN       string `toml:"definition_en"`
	MarkedDefinitionEN string `toml:"marked_definition_en,omitempty"`
}

// Citation is a passage that a page cites, under the number by which the page calls it.
type Citation struct {
	Number  int    `toml:"number"`
	Source  string `toml:"source"`  // slug
	Passage string `toml:"passage"` // "p9"
	Title   string `toml:"title"`   // the source's, in the page's language where it has one
}

// Concept is a glossary concept as its own page shows it.
type Concept struct {
	ID                 string            `toml:"id"`
	Category           string            `toml:"category"`
	Arabic             string            `toml:"ar"`
	English            string            `toml:"en"`
	FormsAR            []string          `toml:"forms_ar,omitempty"`
	FormsEN            []string          `toml:"forms_en,omitempty"`
	DefinitionAR       string            `toml:"definition_ar"`
	MarkedDefinitionAR string            `toml:"marked_definition_ar,omitempty"`
	DefinitionEN       string            `toml:"definition_en"`
	MarkedDefinitionEN string            `toml:"marked_definition_en,omitempty"`
	Names              map[string]string `toml:"names,omitempty"` // BCP 47 language → name
	Avoid              []string          `toml:"avoid,omitempty"`
	Related            []Related         `toml:"related,omitempty"`
	Occurs             []Occurrence      `toml:"occurs,omitempty"`
}

// Related names another concept.
type Related struct {
	ID      string `toml:"id"`
	Arabic  string `toml:"ar"`
	English string `toml:"en"`
}

// Occurrence names a page on which a concept is marked.
type Occurrence struct {
	Path        string `toml:"path"` // Hugo's logical path: "/explainers/x"
	Lang        string `toml:"lang"`
	Title       string `toml:"title"`
	MarkedTitle string `toml:"marked_title,omitempty"`
}

const fence = "+++\n"

func (fm FrontMatter) format() []byte {
	data, err := toml.Marshal(fm)
	if err != nil { // only a value that toml.Unmarshal cannot have made
		panic(fmt.Sprintf("front matter: %v", err))
	}
	return slices.Concat([]byte(fence), data, []byte(fence))
}

// Block is a file split into its front matter, not yet decoded, and what stands below.
type Block struct {
	Body     []byte
	BodyLine int // the file's line on which Body begins, 1-based

	file    string
	syntax  string // "yaml", "toml" or "json"; "" where there is no front matter
	data    []byte
	dataRow int // the file's line on which data begins, 1-based
	keys    keyLines
}

type delimiter struct {
	open, close, syntax string
	inclusive           bool // the delimiters belong to the data
}

// delimiters lists the opening lines of github.com/adrg/frontmatter, with the closing line and the syntax of each.
var delimiters = []delimiter{
	{"---", "---", "yaml", false},
	{"---yaml", "---", "yaml", false},
	{"+++", "+++", "toml", false},
	{"---toml", "---", "toml", false},
	{";;;", ";;;", "json", false},
	{"---json", "---", "json", false},
	{"{", "}", "json", true},
}

// SplitFrontMatter finds the front matter of a file, in YAML, TOML or JSON; a file may have none. data is UTF-8 with "\n" line ends.
// An opening line without its closing line is an error.
func SplitFrontMatter(file string, data []byte) (Block, []diag.Finding) {
	b := Block{file: file}
	formats := make([]*frontmatter.Format, len(delimiters))
	for i, d := range delimiters {
		formats[i] = &frontmatter.Format{Start: d.open, End: d.close, UnmarshalDelims: d.inclusive, RequiresNewLine: d.inclusive,
			Unmarshal: func(data []byte, _ any) error {
				b.syntax, b.data = d.syntax, bytes.Clone(data)
				return nil
			}}
	}
	body, err := frontmatter.Parse(bytes.NewReader(data), nil, formats...)
	if err != nil { // the reader is in memory and Unmarshal above does not fail
		panic(fmt.Sprintf("%s: %v", file, err))
	}
	b.Body = body
	b.BodyLine = 1 + bytes.Count(data[:len(data)-len(body)], []byte("\n"))
	if b.syntax == "" {
		b.Body = data
		b.BodyLine = 1
		line, open := firstLine(data)
		if slices.ContainsFunc(delimiters, func(d delimiter) bool { return !d.inclusive && d.open == open }) {
			return b, []diag.Finding{{File: file, Line: line, Severity: diag.Error, Code: "front-matter",
				Message: fmt.Sprintf("front matter opens with %s and is never closed", diag.Quote(open)),
				Hint:    "close it with the same line, or remove this one"}}
		}
		return b, nil
	}
	b.dataRow = 1 + bytes.Count(data[:bytes.Index(data, b.data)], []byte("\n"))
	b.keys = b.findKeys()
	return b, nil
}

// firstLine gives the first line that is not blank, without its spaces, and its number.
func firstLine(data []byte) (int, string) {
	number := 1
	for line := range bytes.Lines(data) {
		if trimmed := bytes.TrimSpace(line); len(trimmed) > 0 {
			return number, string(trimmed)
		}
		number++
	}
	return number, ""
}

// KeyLine gives the line of a key in the file; 1 where the key is not there.
func (b Block) KeyLine(key string) int { return max(b.keys[key], 1) }

// Decode reads the front matter into v, a pointer to a struct with toml tags. Where the struct has a field "params",
// keys that it does not know go there; otherwise each is a warning.
func (b Block) Decode(v any) []diag.Finding {
	fields, err := b.fields()
	if err != nil {
		line := b.dataRow + max(errorRow(err, b.data), 1) - 1
		return []diag.Finding{{File: b.file, Line: line, Severity: diag.Error, Code: "front-matter",
			Message: fmt.Sprintf("the front matter is not valid %s: %s", strings.ToUpper(b.syntax), reason(err)),
			Hint:    "correct the line; a value that holds : # \" or a comma goes between quotation marks"}}
	}
	fs := b.checkValues(fields)
	known, authored := tomlFields(v)
	for key, value := range fields {
		if known[key] || key == "params" {
			continue
		}
		if reserved[strings.ToLower(key)] {
			fs = append(fs, b.reservedField(key, key))
			delete(fields, key)
			continue
		}
		if known["params"] {
			params, _ := fields["params"].(map[string]any)
			if params == nil {
				params = map[string]any{}
				fields["params"] = params
			}
			params[key] = value
			fs = append(fs, diag.Finding{File: b.file, Line: b.KeyLine(key), Severity: diag.Note, Code: "front-matter-field",
				Message: fmt.Sprintf("the field %s means nothing to this program; templates can read it", diag.Quote(key)),
				Hint:    "if it is a slip of the pen: the fields are " + strings.Join(authored, ", ")})
		} else {
			fs = append(fs, diag.Finding{File: b.file, Line: b.KeyLine(key), Severity: diag.Warning, Code: "front-matter-field",
				Message: fmt.Sprintf("the field %s is not known here and is left out", diag.Quote(key)),
				Hint:    "the fields are " + strings.Join(authored, ", ")})
		}
		delete(fields, key)
	}
	data, err := toml.Marshal(fields)
	if err == nil {
		err = toml.Unmarshal(data, v)
	}
	if err != nil {
		key := mistypedKey(err)
		return append(fs, diag.Finding{File: b.file, Line: b.KeyLine(key), Severity: diag.Error, Code: "front-matter",
			Message: fmt.Sprintf("the value of %s is of the wrong kind", diag.Quote(key)),
			Hint:    "texts go between quotation marks, lists between [ ], true and false stand bare"})
	}
	return fs
}

// reserved are the names of the fields of a page. As a parameter, in any case, one of them would take the place of what the program writes.
var reserved, _ = tomlFields(&FrontMatter{})

func (b Block) reservedField(key, path string) diag.Finding {
	return diag.Finding{File: b.file, Line: b.KeyLine(path), Severity: diag.Error, Code: "front-matter-field",
		Message: fmt.Sprintf("the field %s is one that the program writes, or writes otherwise", diag.Quote(key)), Hint: "remove it, or write it in lower case and not below params"}
}

// checkValues finds what no field may hold: controls that reorder text, and parameters with the names of fields.
func (b Block) checkValues(fields map[string]any) []diag.Finding {
	var fs []diag.Finding
	for key, value := range fields {
		if holdsBidiControl(value) {
			fs = append(fs, diag.BidiControls(b.file, []int{b.KeyLine(key)})...)
		}
	}
	params, _ := fields["params"].(map[string]any)
	for key := range params {
		if reserved[strings.ToLower(key)] {
			fs = append(fs, b.reservedField(key, "params."+key))
			delete(params, key)
		}
	}
	return fs
}

func holdsBidiControl(value any) bool {
	switch v := value.(type) {
	case string:
		return strings.ContainsFunc(v, arabic.IsBidiControl)
	case []any:
		return slices.ContainsFunc(v, holdsBidiControl)
	case map[string]any:
		for _, item := range v {
			if holdsBidiControl(item) {
				return true
			}
		}
	}
	return false
}

// maxFrontMatter is the most bytes that front matter may have. It bounds what the decoders spend on a hostile file.
const maxFrontMatter = 64 << 10

// checkYAML refuses what lets a short YAML text mean a very long one: aliases, and nesting that nobody writes.
func checkYAML(data []byte) error {
	depth := 0
	for _, t := range lexer.Tokenize(string(data)) {
		switch t.Type {
		case token.AnchorType, token.AliasType:
			return errors.New("anchors and aliases (& and *) are not read here")
		case token.SequenceStartType, token.MappingStartType:
			depth++
		case token.SequenceEndType, token.MappingEndType:
			depth--
		}
		if depth > 16 {
			return errors.New("the values are nested too deeply")
		}
	}
	return nil
}

// fields decodes the three syntaxes into one shape: dates become strings, empty values go.
func (b Block) fields() (map[string]any, error) {
	fields := map[string]any{}
	var err error
	switch {
	case len(b.data) > maxFrontMatter:
		return nil, fmt.Errorf("it is longer than %d kB", maxFrontMatter>>10)
	case b.syntax == "yaml":
		err = checkYAML(b.data)
	}
	if err != nil {
		return nil, err
	}
	switch b.syntax {
	case "toml":
		err = toml.Unmarshal(b.data, &fields)
	case "yaml":
		err = yaml.Unmarshal(b.data, &fields)
	case "json":
		err = json.Unmarshal(b.data, &fields)
	}
	for key, value := range fields {
		if value = plain(value); value == nil {
			delete(fields, key)
		} else {
			fields[key] = value
		}
	}
	return fields, err
}

// plain turns what the decoders make of a value into what every field can be read from.
func plain(value any) any {
	switch v := value.(type) {
	case toml.LocalDate:
		return v.String()
	case toml.LocalDateTime:
		return v.String()
	case toml.LocalTime:
		return v.String()
	case time.Time:
		return v.Format(time.RFC3339)
	case uint64: // goccy/go-yaml; TOML knows only int64
		if v > math.MaxInt64 {
			return strconv.FormatUint(v, 10)
		}
		return int64(v)
	case float64:
		if v == float64(int64(v)) { // encoding/json has no integers
			return int64(v)
		}
	case []any:
		list := make([]any, 0, len(v))
		for _, item := range v {
			if item = plain(item); item != nil {
				list = append(list, item)
			}
		}
		return list
	case map[string]any:
		for key, item := range v {
			if item = plain(item); item == nil {
				delete(v, key)
			} else {
				v[key] = item
			}
		}
	}
	return value
}

// errorRow gives the row (1-based) in data that a decoder complained of; 0 where it does not say.
func errorRow(err error, data []byte) int {
	var inTOML *toml.DecodeError
	var inYAML yaml.Error
	var inJSON *json.SyntaxError
	switch {
	case errors.As(err, &inTOML):
		row, _ := inTOML.Position()
		return row
	case errors.As(err, &inYAML) && inYAML.GetToken() != nil:
		return inYAML.GetToken().Position.Line
	case errors.As(err, &inJSON):
		return 1 + bytes.Count(data[:min(int(inJSON.Offset), len(data))], []byte("\n"))
	}
	return 0
}

// reason is a decoder's complaint without its name and its drawing of the place.
func reason(err error) string {
	var inYAML yaml.Error
	if errors.As(err, &inYAML) {
		return inYAML.GetMessage()
	}
	return strings.TrimPrefix(strings.SplitN(err.Error(), "\n", 2)[0], "toml: ")
}

func mistypedKey(err error) string {
	var e *toml.DecodeError
	if errors.As(err, &e) && len(e.Key()) > 0 {
		return e.Key()[0]
	}
	return "front matter"
}

// tomlFields lists the toml names of the fields of the struct that v points to, and those among them that are for authors to write.
func tomlFields(v any) (known map[string]bool, authored []string) {
	t := reflect.TypeOf(v).Elem()
	known = map[string]bool{}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("toml"), ",")
		known[name] = true
		if t.Field(i).Tag.Get("by") != "program" && name != "params" {
			authored = append(authored, name)
		}
	}
	return known, authored
}

// keyLines gives the line of each top-level key of a file's front matter.
type keyLines map[string]int

// keyPattern finds keys at a line's start: in YAML the top-level ones; in JSON those that begin a line.
var keyPattern = map[string]*regexp.Regexp{
	"yaml": regexp.MustCompile(`(?m)^"?([A-Za-z_][\w-]*)"?\s*:`),
	"json": regexp.MustCompile(`(?m)^[\s{]*"([A-Za-z_][\w-]*)"\s*:`),
}

func (b Block) findKeys() keyLines {
	keys := keyLines{}
	if b.syntax == "toml" {
		for key, line := range tomlfile.Lines(b.data) {
			keys[key] = b.dataRow + line - 1
		}
		return keys
	}
	for _, m := range keyPattern[b.syntax].FindAllSubmatchIndex(b.data, -1) {
		key := string(b.data[m[2]:m[3]])
		if keys[key] == 0 {
			keys[key] = b.dataRow + bytes.Count(b.data[:m[2]], []byte("\n"))
		}
	}
	return keys
}
