// Package tomlfile reads the TOML files that people write, so that a finding can name the line of any value.
package tomlfile

import (
	"errors"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"bayan/generator/internal/diag"
)

// Positions gives the lines of a file's keys.
type Positions map[string]int

// Line gives the line (1-based) of a key path such as "concept[3].ar.term", or of the nearest table around it; 1 where there is none.
func (p Positions) Line(path string) int {
	for path != "" {
		if line := p[path]; line > 0 {
			return line
		}
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
	return 1
}

// Decode reads a file into v, a pointer to a struct with toml tags. A key that v does not know, a value of the wrong kind and a
// syntax error are findings with their line; the rest of the file is read where that is possible.
func Decode(file string, data []byte, v any) (Positions, []diag.Finding) {
	data = []byte(strings.TrimPrefix(string(data), "\ufeff"))
	decoder := toml.NewDecoder(strings.NewReader(string(data))).DisallowUnknownFields()
	err := decoder.Decode(v)
	var unknown *toml.StrictMissingError
	var invalid *toml.DecodeError
	var fs []diag.Finding
	switch {
	case errors.As(err, &unknown):
		for _, e := range unknown.Errors {
			row, _ := e.Position()
			fs = append(fs, diag.Finding{File: file, Line: row, Severity: diag.Error, Code: "unknown-field",
				Message: fmt.Sprintf("the field %s is not known here", diag.Quote(strings.Join(e.Key(), "."))), Hint: "correct its name or remove it"})
		}
	case errors.As(err, &invalid):
		row, _ := invalid.Position()
		return nil, []diag.Finding{{File: file, Line: row, Severity: diag.Error, Code: "toml",
			Message: "the file is not valid TOML: " + strings.TrimPrefix(invalid.Error(), "toml: "),
			Hint:    "texts go between quotation marks, with \\\" for one inside; lists between [ ]"}}
	case err != nil:
		return nil, []diag.Finding{{File: file, Line: 1, Severity: diag.Error, Code: "toml", Message: err.Error(), Hint: "see the example of this file in the README"}}
	}
	return Lines(data), fs
}

// Lines finds the line of every key of TOML, as far as it is valid. Array tables are numbered from 0.
func Lines(data []byte) Positions {
	lines := Positions{}
	count := map[string]int{}
	table := ""
	var parser unstable.Parser
	parser.Reset(data)
	for parser.NextExpression() {
		e := parser.Expression()
		var names []string
		line := 0
		for key := e.Key(); key.Next(); {
			if line == 0 {
				line = parser.Shape(key.Node().Raw).Start.Line
			}
			names = append(names, string(key.Node().Data))
		}
		switch e.Kind {
		case unstable.Table:
			table = resolve(names, count)
			lines[table] = line
		case unstable.ArrayTable:
			name := resolve(names, count)
			table = fmt.Sprintf("%s[%d]", name, count[name])
			count[name]++
			lines[table] = line
		case unstable.KeyValue:
			path := strings.Join(names, ".")
			if table != "" {
				path = table + "." + path
			}
			lines[path] = line
		}
	}
	return lines
}

// resolve writes a table's name with the number of the newest element wherever a part of it is an array of tables: [concept.ar] below
// the fourth [[concept]] is "concept[3].ar".
func resolve(names []string, count map[string]int) string {
	path := ""
	for i, name := range names {
		if i > 0 {
			path += "."
		}
		path += name
		if n := count[path]; n > 0 && i < len(names)-1 {
			path = fmt.Sprintf("%s[%d]", path, n-1)
		}
	}
	return path
}
