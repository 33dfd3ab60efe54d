package glossary

import (
	"math/bits"

	"bayan/generator/internal/arabic"
)

// trie maps stems, letter by letter, to the words of forms that have them. A node is 16 bytes; its children stand together, in the order of
// their letters, and a bitmap says which letters there are, so that a step is a bit test and a population count.
type trie struct {
	nodes []trieNode
	words []stemWord // the words of each node, together
}

type trieNode struct {
	children uint64 // bit l is set where letter l goes on
	first    uint32 // the node of the lowest letter of children
	word     uint32 // 1 + the first of the node's words; 0 where no stem ends here
}

// stemWord is a word of a form, as the trie holds it.
type stemWord struct {
	class   arabic.Class
	article bool  // the form itself begins with ال
	last    bool  // no further word has this stem
	id      int32 // of the word
}

// trieBuilder collects stems before they are laid out.
type trieBuilder struct {
	children map[arabic.Letter]*trieBuilder
	words    []stemWord
}

func (b *trieBuilder) add(stem []arabic.Letter, w stemWord) {
	for _, l := range stem {
		if b.children == nil {
			b.children = map[arabic.Letter]*trieBuilder{}
		}
		if b.children[l] == nil {
			b.children[l] = &trieBuilder{}
		}
		b = b.children[l]
	}
	b.words = append(b.words, w)
}

// build lays the trie out in order of depth, so that the nodes that every word visits lie close together.
func (b *trieBuilder) build() trie {
	t := trie{nodes: make([]trieNode, 1)}
	queue := []*trieBuilder{b}
	for i := 0; i < len(queue); i++ {
		from := queue[i]
		node := trieNode{first: uint32(len(t.nodes))}
		for l := arabic.Letter(1); l < 64; l++ {
			if child := from.children[l]; child != nil {
				node.children |= 1 << l
				queue = append(queue, child)
				t.nodes = append(t.nodes, trieNode{})
			}
		}
		if len(from.words) > 0 {
			node.word = uint32(len(t.words)) + 1
			t.words = append(t.words, from.words...)
			t.words[len(t.words)-1].last = true
		}
		t.nodes[i] = node
	}
	return t
}

// step goes from a node by a letter; ok is false where no stem goes on so.
func (t *trie) step(node uint32, l arabic.Letter) (next uint32, ok bool) {
	n := &t.nodes[node]
	bit := uint64(1) << l
	if n.children&bit == 0 {
		return 0, false
	}
	return n.first + uint32(bits.OnesCount64(n.children&(bit-1))), true
}
