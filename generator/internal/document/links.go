package document

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/language"

	"bayan/generator/internal/diag"
)

// webSchemes are the schemes that a link of a page may have beside our own.
var webSchemes = []string{"http", "https", "mailto", "tel"}

// almostMark is the inside of a mark that Markdown did not read as a link.
var almostMark = regexp.MustCompile(`(?:^|[^\\])\((?:term|source|claim|lang):`)

// CheckLinks finds links with a scheme that means nothing, runs in a language that does not exist, and what was meant as a mark and is not read
// as one.
func (d Document) CheckLinks() []diag.Finding {
	var fs []diag.Finding
	add := func(at int, code, message, hint string) {
		fs = append(fs, diag.Finding{File: d.File, Line: d.Line(at), Severity: diag.Error, Code: code, Message: message, Hint: hint})
	}
	_ = ast.Walk(d.AST(), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			if at := almostMark.FindIndex(n.Segment.Value(d.Body)); at != nil {
				add(n.Segment.Start+at[0], "malformed-mark", "this is meant as a mark and is not read as one",
					"write [text](scheme:target) without a space before or inside the round brackets; a citation is [](source:name#p1)")
			}
		case *ast.Link:
			scheme, target, ok := strings.Cut(string(n.Destination), ":")
			switch {
			case !ok || strings.ContainsAny(scheme, "/?#"):
			case Scheme(scheme) == Lang:
				if _, err := language.Parse(target); err != nil {
					add(n.Pos(), "unknown-language", fmt.Sprintf("%s is not the code of a language", diag.Quote(target)), "use ar, en, zh …, or und where it is not known")
				}
			case Scheme(scheme) != Term && Scheme(scheme) != Source && !slices.Contains(webSchemes, scheme):
				add(n.Pos(), "unknown-scheme", fmt.Sprintf("a link cannot begin with %s", diag.Quote(scheme+":")),
					"a mark begins with term:, source: or lang:, an address with https://")
			}
		}
		return ast.WalkContinue, nil
	})
	return fs
}

// Target is where a link or a picture of a page leads.
type Target struct {
	Address string
	Picture bool
	Offset  int // of the link, in the body
}

// Targets lists where the links and pictures of a page lead, in order.
func (d Document) Targets() []Target {
	var targets []Target
	_ = ast.Walk(d.AST(), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Link:
			if entering {
				targets = append(targets, Target{string(n.Destination), false, n.Pos()})
			}
		case *ast.Image:
			if entering {
				targets = append(targets, Target{string(n.Destination), true, n.Pos()})
			}
		}
		return ast.WalkContinue, nil
	})
	return targets
}
