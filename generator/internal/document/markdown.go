package document

import (
	"bufio"
	"html"
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
	attributes, ok := parser.ParseAttributes(reader)
	if !ok {
		return nil, parser.RequireParagraph
	}
	node := &Attributes{}
	for _, a := range attributes {
		node.SetAttribute(a.Name, a.Value)
	}
	return node, parser.NoChildren
}

func (attributeParser) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}
func (attributeParser) Close(ast.Node, text.Reader, parser.Context) {}

// Attributes is a line of attributes; they belong to the block before it.
type Attributes struct{ ast.BaseBlock }

var kindAttributes = ast.NewNodeKind("Attributes")

// Kind implements [ast.Node].
func (*Attributes) Kind() ast.NodeKind { return kindAttributes }

// Dump implements [ast.Node].
func (n *Attributes) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

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

// Passages gives, by its id, the bytes of each paragraph that an attribute line such as {#p1} follows.
func (d Document) Passages() map[string][2]int {
	passages := map[string][2]int{}
	_ = ast.Walk(d.AST(), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if id, ok := n.AttributeString("id"); ok && entering && n.Kind() == kindAttributes {
			if p, ok := n.PreviousSibling().(*ast.Paragraph); ok {
				passages[string(id.([]byte))] = [2]int{p.Lines().At(0).Start, p.Lines().At(p.Lines().Len() - 1).Stop}
			}
		}
		return ast.WalkContinue, nil
	})
	return passages
}

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
