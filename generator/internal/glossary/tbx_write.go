package glossary

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"bayan/generator/internal/diag"
)

// tbxFile is TBX as it is written: the dialect TBX-Basic in the style "data category as attribute".
type tbxFile struct {
	XMLName  xml.Name     `xml:"tbx"`
	Type     string       `xml:"type,attr"`
	Style    string       `xml:"style,attr"`
	Lang     string       `xml:"xml:lang,attr"`
	XMLNS    string       `xml:"xmlns,attr"`
	Source   string       `xml:"tbxHeader>fileDesc>sourceDesc>p"`
	Concepts []tbxConcept `xml:"text>body>conceptEntry"`
}

type tbxConcept struct {
	ID        string        `xml:"id,attr"`
	Descrips  []tbxDescrip  `xml:"descrip"`
	Refs      []tbxRef      `xml:"ref"`
	Languages []tbxLanguage `xml:"langSec"`
}

type tbxDescrip struct {
	Type string `xml:"type,attr"`
	Lang string `xml:"xml:lang,attr,omitempty"`
	Text string `xml:",chardata"`
}

type tbxRef struct {
	Type   string `xml:"type,attr"`
	Target string `xml:"target,attr"`
	Text   string `xml:",chardata"`
}

type tbxLanguage struct {
	Lang     string       `xml:"xml:lang,attr"`
	Descrips []tbxDescrip `xml:"descrip"`
	Terms    []tbxTerm    `xml:"termSec"`
}

type tbxTerm struct {
	Term string `xml:"term"`
}

// FormatTBX writes the glossary as TBX-Basic of ISO 30042:2019 (core structure and the style DCA: the standard's clause 8 and Annex A; the
// dialect: tbxinfo.net), in UTF-8. The findings name the concepts of which it carries less than the glossary holds; file is the glossary's path.
func (g Glossary) FormatTBX(file string) ([]byte, []diag.Finding) {
	out := tbxFile{Type: "TBX-Basic", Style: "dca", Lang: "en", XMLNS: "urn:iso:std:iso:30042:ed-2", Source: "A glossary of Bayan, in Arabic and English"}
	var fs []diag.Finding
	for _, c := range g.Concepts {
		out.Concepts = append(out.Concepts, g.tbxConcept(c))
		if lost := slices.DeleteFunc(c.beyondCSV(), func(field string) bool { return field == "related" }); len(lost) > 0 {
			fs = append(fs, diag.Finding{File: file, Line: c.line, Severity: diag.Note, Code: "not-carried",
				Message: fmt.Sprintf("TBX does not carry %s of %s", strings.Join(lost, ", "), diag.Quote(c.ID)), Hint: "keep the glossary in TOML beside it"})
		}
	}
	data, err := xml.MarshalIndent(out, "", "  ")
	if err != nil { // texts and lists of them can be written
		panic(fmt.Sprintf("TBX: %v", err))
	}
	return append([]byte(xml.Header), append(data, '\n')...), fs
}

func (g Glossary) tbxConcept(c Concept) tbxConcept {
	out := tbxConcept{ID: toXMLID(c.ID)}
	if c.Category != "" {
		out.Descrips = append(out.Descrips, tbxDescrip{Type: "subjectField", Text: c.Category})
	}
	for _, id := range c.Related {
		other, _ := g.ByID(id)
		out.Refs = append(out.Refs, tbxRef{Type: "crossReference", Target: toXMLID(id), Text: firstText(other.English.Term, id)})
	}
	for _, l := range languages {
		entry := c.In(l.code)
		var definition []tbxDescrip
		if entry.Definition != "" {
			definition = []tbxDescrip{{Type: "definition", Text: entry.Definition}}
		}
		if entry.Term == "" { // a language section has a term: without one, the concept has the definition
			for _, d := range definition {
				d.Lang = l.code
				out.Descrips = append(out.Descrips, d)
			}
			continue
		}
		section := tbxLanguage{Lang: l.code, Descrips: definition, Terms: []tbxTerm{{entry.Term}}}
		for _, form := range entry.Forms {
			section.Terms = append(section.Terms, tbxTerm{form})
		}
		out.Languages = append(out.Languages, section)
	}
	return out
}
