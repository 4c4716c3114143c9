/** Share of explanations in a check, with a separate engine: see the benchmark itself. */
import '../../bench/explain-share.ts'
