package parallel

import "testing"

func TestFor(t *testing.T) {
	for _, n := range []int{0, 1, 1000} {
		calls := make([]int, n)
		For(n, func(i int) { calls[i]++ })
		for i, c := range calls {
			if c != 1 {
				t.Errorf("%d of %d was done %d times", i, n, c)
			}
		}
	}
}
