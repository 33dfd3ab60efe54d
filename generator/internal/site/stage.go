package site

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"bayan/generator/internal/document"
)

// Stage makes dir hold the documents and pictures and nothing else. A file that already holds the right bytes is not
// touched, so that what watches the folder sees only what changed.
func Stage(dir string, docs []document.Document, pictures []File) error {
	staged := map[string][]byte{}
	for _, d := range docs {
		if staged[d.Path] != nil {
			return fmt.Errorf("two pages would be staged as %s", d.Path)
		}
		staged[d.Path] = d.Format()
	}
	for _, p := range pictures {
		staged[p.Path] = p.Data
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := removeOthers(dir, staged); err != nil {
		return err
	}
	for name, data := range staged {
		if err := writeIfChanged(filepath.Join(dir, filepath.FromSlash(name)), data); err != nil {
			return err
		}
	}
	return nil
}

func writeIfChanged(name string, data []byte) error {
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, data) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}

// removeOthers removes the files of dir that are not staged, and the folders that hold none.
func removeOthers(dir string, staged map[string][]byte) error {
	folders := map[string]bool{".": true}
	for name := range staged {
		for folder := path.Dir(name); !folders[folder]; folder = path.Dir(folder) {
			folders[folder] = true
		}
	}
	return fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		full := filepath.Join(dir, filepath.FromSlash(name))
		switch {
		case entry.IsDir() && !folders[name]:
			if err := os.RemoveAll(full); err != nil {
				return err
			}
			return fs.SkipDir
		case !entry.IsDir() && staged[name] == nil:
			return os.Remove(full)
		}
		return nil
	})
}
