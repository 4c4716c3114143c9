/** What share of a check explaining has, with an engine of its own: see the benchmark itself. */
import '../../bench/explain-share.ts'
