package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

var namePattern = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)

// scaffold is a file that new writes for somebody to fill in. NAME and DATE stand for the name and the day.
type scaffold struct{ path, content string }

var scaffolds = map[string][]scaffold{
	"source": {
		{"content/sources/NAME.txt", `+++
title = ""              # the headline; leave it empty where the text opens with its own
publisher = ""          # who published the report; "unknown" where that cannot be known
author = ""
url = ""                # https://…
published = ""          # year-month-day
retrieved = "DATE"
original_language = "ar"
rights = ""             # full: the site may show the whole text; excerpt: only cited passages; none: only the record
+++
`},
		{"content/sources/NAME.en.md", `+++
title = "NAME"          # the source's title in English
description = ""        # one sentence
draft = true            # remove when each passage has its English
+++

The first passage in English.
{#p1}
`},
	},
	"explainer": {
		{"content/explainers/NAME/index.ar.md", `+++
title = "عنوان الشرح"
description = ""        # جملة واحدة
date = DATE
lastmod = DATE
draft = true            # احذف هذا السطر حين يكتمل الشرح باللغتين
key_points = []         # من ثلاث إلى خمس جمل
+++

## ماذا حدث {#what-happened}

كل جملة فيها رقم أو تاريخ أو قول تتبعها إحالة إلى فقرة المصدر بعد النقطة مباشرة: `[](source:NAME-OF-SOURCE#p1)`
`},
		{"content/explainers/NAME/index.en.md", `+++
title = "Title of the explainer"
description = ""        # one sentence
date = DATE
lastmod = DATE
draft = true            # remove this line when the explainer is complete in both languages
key_points = []         # three to five sentences
+++

## What happened {#what-happened}

Every sentence with a figure, a date or an attribution is followed by a citation of the source's passage, right after its full stop: `[](source:NAME-OF-SOURCE#p1)`
`},
	},
	"page": {
		{"content/pages/NAME.ar.md", "+++\ntitle = \"عنوان الصفحة\"\ndescription = \"\"\ndraft = true\n+++\n\n"},
		{"content/pages/NAME.en.md", "+++\ntitle = \"Title of the page\"\ndescription = \"\"\ndraft = true\n+++\n\n"},
	},
}

const glossaryPath = "content/glossary.toml"

const conceptScaffold = `
[[concept]]
id = "NAME"
category = ""           # company, person, body, people, place, law, technology, money or concept
related = []            # ids of other concepts
[concept.ar]
term = ""               # singular and indefinite, or a name as the site writes it
forms = []              # broken plurals and other spellings; regular endings are found without
definition = ""         # one or two sentences for a reader who knows nothing
[concept.en]
term = ""
forms = []
definition = ""
`

func newCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "new", Short: "Start a source, an explainer, a page or a term, with every field to fill in", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	for _, kind := range []struct{ name, short string }{
		{"source", "Start a source text and its English page in content/sources"},
		{"explainer", "Start an explainer in both languages in content/explainers"},
		{"page", "Start a page in both languages in content/pages"},
	} {
		cmd.AddCommand(&cobra.Command{Use: kind.name + " NAME", Short: kind.short, Args: cobra.ExactArgs(1),
			RunE: func(cmd *cobra.Command, args []string) error { return newFiles(cmd, scaffolds[kind.name], args[0]) }})
	}
	cmd.AddCommand(&cobra.Command{Use: "term NAME", Short: "Start a concept at the end of " + glossaryPath, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return newTerm(cmd, args[0]) }})
	return cmd
}

func fill(text, name string) string {
	return strings.NewReplacer("NAME-OF-SOURCE", "name-of-source", "NAME", name, "DATE", time.Now().UTC().Format(time.DateOnly)).Replace(text)
}

func checkName(name string) error {
	if !namePattern.MatchString(name) {
		return fmt.Errorf("%q cannot be a name: use lower-case letters a–z, digits and single hyphens between them, such as five-contracts", name)
	}
	return nil
}

// newFiles writes scaffolds; where one of the files exists, nothing is written.
func newFiles(cmd *cobra.Command, list []scaffold, name string) error {
	if err := checkName(name); err != nil {
		return err
	}
	for _, s := range list {
		if _, err := os.Stat(fill(s.path, name)); !errors.Is(err, fs.ErrNotExist) {
			return failed{fmt.Errorf("%s is already there\n\thint: choose another name", fill(s.path, name))}
		}
	}
	for _, s := range list {
		file := fill(s.path, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return failed{err}
		}
		if err := os.WriteFile(file, []byte(fill(s.content, name)), 0o644); err != nil {
			return failed{err}
		}
		fmt.Fprintln(cmd.OutOrStdout(), file)
	}
	return nil
}

// newTerm adds an empty concept to the glossary. bayan check names each field that is left to fill.
func newTerm(cmd *cobra.Command, id string) error {
	if err := checkName(id); err != nil {
		return err
	}
	old, err := os.ReadFile(glossaryPath)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return failed{err}
	}
	if regexp.MustCompile(`(?m)^\s*id\s*=\s*["']` + regexp.QuoteMeta(id) + `["']`).Match(old) {
		return failed{fmt.Errorf("%s already has a concept %q", glossaryPath, id)}
	}
	if err := os.MkdirAll(filepath.Dir(glossaryPath), 0o755); err != nil {
		return failed{err}
	}
	file, err := os.OpenFile(glossaryPath, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return failed{err}
	}
	_, err = file.WriteString(fill(conceptScaffold, id))
	if err := errors.Join(err, file.Close()); err != nil {
		return failed{err}
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s: %s is the last concept; fill in its fields\n", glossaryPath, id)
	return nil
}
