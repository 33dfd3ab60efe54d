package document

import (
	"bufio"
	"bytes"
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	renderer "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown parses what Hugo parses under our config.toml: its default extensions less typographer and linkify, with attributes on
// headings and blocks.
var markdown = goldmark.New(
	goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList, extension.DefinitionList, extension.Footnote),
	goldmark.WithParserOptions(
		parser.WithAttribute(),
		parser.WithBlockParsers(util.Prioritized(attributeParser{}, 100)),
	),
)

// AST parses the body. Nodes name bytes of d.Body and do not copy them.
func (d Document) AST() ast.Node { return markdown.Parser().Parse(text.NewReader(d.Body)) }

// attributeParser reads a line such as {#p3} below a block, as Hugo does where markup.goldmark.parser.attribute.block is
// set, and gives its attributes to that block.
type attributeParser struct{}

func (attributeParser) Trigger() []byte             { return []byte{'{'} }
func (attributeParser) CanInterruptParagraph() bool { return true }
func (attributeParser) CanAcceptIndentedLine() bool { return false }

func (attributeParser) Open(parent ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	list, ok := parser.ParseAttributes(reader)
	if !ok {
		return nil, parser.RequireParagraph
	}
	node := &attributes{}
	for _, a := range list {
		node.SetAttribute(a.Name, a.Value)
	}
	return node, parser.NoChildren
}

func (attributeParser) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}
func (attributeParser) Close(ast.Node, text.Reader, parser.Context) {}

// attributes is a line of attributes; they belong to the block before it.
type attributes struct{ ast.BaseBlock }

var kindAttributes = ast.NewNodeKind("Attributes")

// Kind implements [ast.Node].
func (*attributes) Kind() ast.NodeKind { return kindAttributes }

// Dump implements [ast.Node].
func (n *attributes) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// IDs lists the ids that the author gave to headings and blocks, such as the passages p1, p2 … of a source.
func (d Document) IDs() map[string]bool {
	ids := map[string]bool{}
	_ = ast.Walk(d.AST(), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if id, ok := n.AttributeString("id"); ok && entering {
			if id, ok := id.([]byte); ok {
				ids[string(id)] = true
			}
		}
		return ast.WalkContinue, nil
	})
	return ids
}

// Passage is a paragraph that an attribute line such as {#p1} follows.
type Passage struct {
	ID         string
	Start, End int // bytes of the body
}

// Passages lists the paragraphs with an id, in order.
func (d Document) Passages() []Passage {
	var passages []Passage
	_ = ast.Walk(d.AST(), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		value, ok := n.AttributeString("id")
		if id, isText := value.([]byte); ok && isText && entering && n.Kind() == kindAttributes {
			if p, ok := n.PreviousSibling().(*ast.Paragraph); ok {
				passages = append(passages, Passage{string(id), p.Lines().At(0).Start, p.Lines().At(p.Lines().Len() - 1).Stop})
			}
		}
		return ast.WalkContinue, nil
	})
	return passages
}

// Withhold replaces what a page says by what shown gives for it, and keeps its headings, its passages' ids and its lines: each block of text
// becomes one line, at the place of its last. shown is asked with the id of a paragraph, or "" for anything else, and its plain text.
func (d Document) Withhold(shown func(id, text string) string) Document {
	ids := map[int]string{} // where a paragraph with an id begins
	for _, p := range d.Passages() {
		ids[p.Start] = p.ID
	}
	kept := map[int]bool{} // offsets of lines that stay
	_ = ast.Walk(d.AST(), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if h, ok := n.(*ast.Heading); ok && entering && n.Parent().Kind() == ast.KindDocument && h.Lines().Len() > 0 {
			kept[lineStart(d.Body, h.Lines().At(0).Start)] = true
		}
		return ast.WalkContinue, nil
	})
	var out strings.Builder
	var block []byte // the lines of a block that is being withheld
	at, blockAt := 0, 0
	flush := func() {
		if len(block) > 0 {
			out.WriteString(strings.Repeat("\n", bytes.Count(bytes.TrimSuffix(block, []byte("\n")), []byte("\n"))))
			text := strings.Join(strings.Fields(d.WithBody(block).PlainText()), " ")
			out.WriteString(Escape(shown(ids[blockAt], text)) + "\n")
			block = nil
		}
	}
	for line := range bytes.Lines(d.Body) {
		attribute := attributeLine.Match(line)
		if blank := len(bytes.TrimSpace(line)) == 0; blank || attribute || kept[at] {
			flush()
			out.Write(line)
		} else {
			if block == nil {
				blockAt = at
			}
			block = append(block, line...)
		}
		at += len(line)
	}
	flush()
	return d.WithBody([]byte(out.String()))
}

var attributeLine = regexp.MustCompile(`^\{#[\w-]+\}\s*$`)

func lineStart(body []byte, offset int) int { return bytes.LastIndexByte(body[:offset], '\n') + 1 }

// Escape writes plain text as Markdown that shows exactly that text: no syntax of Markdown, HTML or Hugo's templates in
// it is interpreted. It is for one line of text; what Markdown reads only at a line's start is escaped there.
func Escape(line string) string {
	var b strings.Builder
	for i, r := range line {
		if strings.ContainsRune("\\`*_{}[]<>#&!|~", r) || i == 0 && strings.ContainsRune("-+=:", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return escapeListNumber(b.String())
}

// escapeListNumber keeps "1. " and "1) " at a line's start from opening a list.
func escapeListNumber(line string) string {
	digits := 0
	for digits < len(line) && '0' <= line[digits] && line[digits] <= '9' {
		digits++
	}
	if 0 < digits && digits < len(line) && (line[digits] == '.' || line[digits] == ')') {
		return line[:digits] + "\\" + line[digits:]
	}
	return line
}

// PlainText gives the text that a reader of the body sees, one line a block and a line within it where the body breaks one.
func (d Document) PlainText() string {
	var b strings.Builder
	_ = ast.Walk(d.AST(), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				b.WriteString(shown(n.Segment.Value(d.Body)))
				if n.SoftLineBreak() || n.HardLineBreak() {
					b.WriteByte('\n')
				}
			}
		default:
			if !entering && n.Type() == ast.TypeBlock && n.Kind() != ast.KindDocument && n.ChildCount() > 0 {
				b.WriteByte('\n')
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// shown gives what a reader sees of the Markdown of a text node: escapes and character references resolved.
func shown(markdown []byte) string {
	var b strings.Builder
	w := bufio.NewWriter(&b)
	renderer.DefaultWriter.Write(w, markdown)
	w.Flush()
	return html.UnescapeString(b.String())
}
